import { setTimeout as sleep } from 'node:timers/promises'
import { ChainError } from '../../chain/errors/chain-error.ts'

export type Waiting = {
  /** Told of every try in vain. */
  onTrouble: (error: unknown) => void
  /** Ends the waiting: the program is told to stop. */
  stopped?: AbortSignal | undefined
}

/** A node that starts, is overloaded or out of reach; another address or chain would not get better by waiting. */
const PASSING = new Set(['ChainUnreachable', 'CallFailed'])
const FIRST_MS = 500
const LONGEST_MS = 10_000

/** Asks the chain until it answers. What is wrong for good is thrown at once. */
export async function onceChainAnswers<T>(ask: () => Promise<T>, { onTrouble, stopped }: Waiting): Promise<T> {
  for (let wait = FIRST_MS; ; wait = Math.min(wait * 2, LONGEST_MS)) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof ChainError) || !PASSING.has(error.code) || stopped?.aborted) throw error
      onTrouble(error)
      await sleep(wait, undefined, { signal: stopped }).catch(() => undefined)
    }
  }
}

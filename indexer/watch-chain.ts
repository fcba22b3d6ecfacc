import { setTimeout as sleep } from 'node:timers/promises'
import type { PublicClient } from 'viem'
import { type Books, holdLock } from './books.ts'
import { chainForgot } from './chain-forgot.ts'

const EVERY_MS = 3_000

/**
 * Ends the process when the chain goes back behind what was final, which Ponder cannot follow: the next start reads it
 * anew. A chain or database that does not answer is left to Ponder, which waits for it.
 */
export async function watchChain(sql: Books, chain: PublicClient): Promise<never> {
  for (;;) {
    await sleep(EVERY_MS)
    const why = await whyEnd(sql, chain).catch(() => undefined)
    if (why === undefined) continue
    process.stdout.write(`The indexer ends: ${why}.\n`)
    process.exit(1)
  }
}

async function whyEnd(sql: Books, chain: PublicClient): Promise<string | undefined> {
  if (!(await holdLock(sql))) return 'another one runs on this database'
  if (await chainForgot(sql, chain)) return 'the chain has gone back behind what was final'
  return undefined
}

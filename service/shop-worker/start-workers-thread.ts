import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Network } from '../../chain/network.ts'
import { sentenceOf } from './sentence-of.ts'

/** What a thread is told at its start. */
export type ThreadData = {
  home: string
  network: Pick<Network, 'rpcUrl' | 'hub' | 'databaseUrl'> & Partial<Pick<Network, 'hubBlock'>>
  env: NodeJS.ProcessEnv
}

/** Trouble that passes, as a thread tells it. */
export type ThreadTrouble = { brand: string; error: string }

export const STOP = 'stop'

const THREAD = new URL('workers-thread.ts', import.meta.url)
const AGAIN_MS = 1_000

/**
 * Books and mints in a thread of its own: however long it computes, requests are answered meanwhile. A thread that fails is
 * started again; the database gives its locks back with its connections.
 */
export function startWorkersThread(
  { home, network, env }: ThreadData,
  onTrouble: (trouble: ThreadTrouble) => void,
): { stop: () => Promise<void> } {
  const { rpcUrl, hub, databaseUrl, hubBlock } = network
  const workerData: ThreadData = {
    ...{ home, env: { ...env } },
    network: { rpcUrl, hub, databaseUrl, ...(hubBlock === undefined ? {} : { hubBlock }) },
  }
  const stopped = new AbortController()
  let thread: Worker | undefined
  const keep = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      thread = new Worker(THREAD, { workerData })
      await untilOver(thread, onTrouble)
      if (stopped.signal.aborted) return
      await sleep(AGAIN_MS, undefined, { signal: stopped.signal }).catch(() => undefined)
    }
  }
  const keeping = keep()
  const stop = async (): Promise<void> => {
    stopped.abort()
    thread?.postMessage(STOP)
    await keeping
  }
  return { stop }
}

function untilOver(thread: Worker, onTrouble: (trouble: ThreadTrouble) => void): Promise<void> {
  thread.on('message', onTrouble)
  thread.on('error', (error) => onTrouble({ brand: '', error: sentenceOf(error) }))
  return new Promise((resolve) => thread.once('exit', () => resolve()))
}

import { setTimeout as sleep } from 'node:timers/promises'

export interface Patience {
  seconds?: number
}

/** Tries until it works; fails with the last error. */
export async function eventually<Result>(
  work: () => Promise<Result>,
  { seconds = 20 }: Patience = {},
): Promise<Result> {
  for (const until = Date.now() + seconds * 1_000; ;) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > until) throw error
    }
    await sleep(100)
  }
}

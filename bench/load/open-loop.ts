import { setTimeout as sleep } from 'node:timers/promises'

export interface OpenLoop {
  readonly perSecond: number
  readonly seconds: number
  /** Sends request number n; gives whether it was answered as it should be. */
  readonly send: (n: number) => Promise<boolean>
}

export interface Sent {
  /** Milliseconds from when a request was due to its answer, of all that were answered well. */
  readonly latencies: number[]
  readonly failed: number
  readonly seconds: number
}

/**
 * Sends at a fixed rate whatever the answers do. What is late counts from when it was due, so that a server that stands still
 * cannot hide it by being asked less.
 */
export async function openLoop({ perSecond, seconds, send }: OpenLoop): Promise<Sent> {
  const total = Math.round(perSecond * seconds)
  const latencies: number[] = []
  const under: Promise<void>[] = []
  let failed = 0
  const started = performance.now()
  for (let n = 0; n < total; n++) {
    const due = started + (n * 1_000) / perSecond
    const wait = due - performance.now()
    if (wait > 0) await sleep(wait)
    under.push(
      send(n).then(
        (good) => void (good ? latencies.push(performance.now() - due) : failed++),
        () => void failed++,
      ),
    )
  }
  await Promise.all(under)
  return { latencies, failed, seconds: (performance.now() - started) / 1_000 }
}

/** The value that a share of all is not above. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

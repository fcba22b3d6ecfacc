import { setTimeout as sleep } from 'node:timers/promises'
import { type Heap, inspect } from './inspector.ts'
import { type HttpRun, measureHttp } from './measure-http.ts'
import { quantile } from './open-loop.ts'
import type { LoadStage } from './open-load.ts'

export interface SoakFigures {
  readonly minutes: number
  readonly run: HttpRun
  readonly samples: readonly (Heap & { readonly minute: number })[]
  /** Medians of the second and of the last fifth; the first one belongs to warming up. */
  readonly early: Heap
  readonly late: Heap
  /** MiB an hour after warming up, by least squares. */
  readonly slope: Heap
}

const RATES = { webhook: 100, lookup: 30, preview: 30 }
const EVERY_MS = 20_000

/** Keeps the service busy for a while and looks at its memory after every garbage collection asked for. */
export async function measureSoak(stage: LoadStage, minutes: number): Promise<SoakFigures> {
  const inspector = await inspect(stage.pids.service)
  const end = new AbortController()
  const samples: (Heap & { minute: number })[] = []
  const started = performance.now()
  const watching = (async () => {
    while (!end.signal.aborted) {
      samples.push({ minute: (performance.now() - started) / 60_000, ...(await inspector.settledHeap()) })
      await sleep(Math.min(EVERY_MS, minutes * 5_000), undefined, { signal: end.signal }).catch(() => undefined)
    }
  })()
  try {
    const run = await measureHttp(stage, RATES, minutes * 60)
    end.abort()
    await watching
    return { minutes, run, samples, ...trendOf(samples) }
  } finally {
    end.abort()
    inspector.end()
  }
}

type Sample = Heap & { minute: number }

function trendOf(samples: readonly Sample[]): Pick<SoakFigures, 'early' | 'late' | 'slope'> {
  const fifth = Math.max(1, Math.floor(samples.length / 5))
  const warm = samples.slice(fifth)
  const middle = (some: readonly Sample[], name: keyof Heap): number =>
    quantile(
      some.map((each) => each[name]),
      0.5,
    )
  const both = (of: (name: keyof Heap) => number): Heap => ({ rssMiB: of('rssMiB'), heapMiB: of('heapMiB') })
  return {
    early: both((name) => middle(warm.slice(0, fifth), name)),
    late: both((name) => middle(warm.slice(-fifth), name)),
    slope: both((name) => 60 * slopeOf(warm.map((each) => [each.minute, each[name]]))),
  }
}

function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const x = mean(points.map(([at]) => at))
  const y = mean(points.map(([, value]) => value))
  const rise = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0)
  const run = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0)
  return run === 0 ? 0 : rise / run
}

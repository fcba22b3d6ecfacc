import lighthouse from 'lighthouse'

export interface LighthouseScores {
  path: string
  performance: number
  accessibility: number
  /** Largest contentful paint and total blocking time, in milliseconds. */
  paint: number
  blocking: number
}

const RUNS = 5

export interface LighthouseParameters {
  origin: string
  /** Debugging port of a browser in which a member is signed in. */
  port: number
  paths: readonly string[]
}

/** Lighthouse's own phone on its own slow line; the median of five runs of each figure. */
export async function measureLighthouse(parameters: LighthouseParameters): Promise<LighthouseScores[]> {
  const { origin, port, paths } = parameters
  const scores: LighthouseScores[] = []
  for (const path of paths) {
    const runs: LighthouseScores[] = []
    for (let run = 0; run < RUNS; run += 1) runs.push(await runOnce(origin, path, port))
    const middle = (pick: (one: LighthouseScores) => number): number => medianOf(runs.map(pick))
    scores.push({
      path,
      performance: middle((one) => one.performance),
      accessibility: middle((one) => one.accessibility),
      paint: middle((one) => one.paint),
      blocking: middle((one) => one.blocking),
    })
  }
  return scores
}

async function runOnce(origin: string, path: string, port: number): Promise<LighthouseScores> {
  // It empties caches before each run and leaves cookies: the member stays signed in.
  const flags = { port, output: 'json', logLevel: 'error' } as const
  const result = await lighthouse(`${origin}${path}`, { ...flags, onlyCategories: ['performance', 'accessibility'] })
  const report = result?.lhr
  if (!report) throw new Error(`Lighthouse gave no report on ${path}.`)
  if (report.runtimeError) throw new Error(`Lighthouse on ${path}: ${report.runtimeError.message}`)
  if (new URL(report.finalDisplayedUrl).pathname !== path) {
    throw new Error(`Lighthouse was sent from ${path} to ${report.finalDisplayedUrl}.`)
  }
  const score = (name: string): number => Math.round((report.categories[name]?.score ?? 0) * 100)
  const figure = (name: string): number => report.audits[name]?.numericValue ?? Number.NaN
  return {
    path,
    performance: score('performance'),
    accessibility: score('accessibility'),
    paint: figure('largest-contentful-paint'),
    blocking: figure('total-blocking-time'),
  }
}

export function medianOf(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? Number.NaN
}

import type { HttpRun } from './measure-http.ts'

/** Cores that the host of this machine may give to others in a run that counts. */
const CALM = 0.02
const MOST = 5

/** A run and those that are not counted, since the host took more of the machine away meanwhile. */
export type CalmRun<run extends HttpRun = HttpRun> = run & { readonly disturbed?: readonly run[] }

/**
 * Measures until the host leaves the machine alone, five times at most. The run from which it took least counts, whatever came out of
 * it; the others are kept beside.
 */
export async function calmestRun<run extends HttpRun>(measure: () => Promise<run>): Promise<CalmRun<run>> {
  const runs: run[] = []
  const taken = ({ cores }: run): number => cores.stolen ?? 0
  while (runs.length < MOST && !runs.some((run) => taken(run) < CALM)) runs.push(await measure())
  const [calmest, ...disturbed] = runs.toSorted((a, b) => taken(a) - taken(b))
  if (!calmest) throw new Error('Nothing was measured.')
  return { ...calmest, disturbed }
}

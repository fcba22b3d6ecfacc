import type { HttpRun } from './measure-http.ts'

/** Cores that the host of this machine may give to others in a run that counts. */
const CALM = 0.02
const MOST = 5

/** A run and those that are not counted, since the host took more of the machine away meanwhile. */
export type CalmRun = HttpRun & { readonly disturbed?: readonly HttpRun[] }

/**
 * Measures until the host leaves the machine alone, five times at most. The run from which it took least counts, whatever came out of
 * it; the others are kept beside.
 */
export async function calmestRun(measure: () => Promise<HttpRun>): Promise<CalmRun> {
  const runs: HttpRun[] = []
  const taken = ({ cores }: HttpRun): number => cores.stolen ?? 0
  while (runs.length < MOST && !runs.some((run) => taken(run) < CALM)) runs.push(await measure())
  const [calmest, ...disturbed] = runs.toSorted((a, b) => taken(a) - taken(b))
  if (!calmest) throw new Error('Nothing was measured.')
  return { ...calmest, disturbed }
}

import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import type { LoadResult } from './run-load.ts'

/** What earlier runs measured and this one did not, beside what this one did. */
export function mergeResults(before: LoadResult | undefined, now: LoadResult): LoadResult {
  if (!before) return now
  const fresh = Object.fromEntries(Object.entries(now).filter(([, figures]) => figures !== undefined))
  return {
    ...before,
    ...fresh,
    fills: byRows(
      before.fills,
      now.fills.filter(({ seconds }) => seconds > 0),
    ),
    costs: byRows(before.costs, now.costs),
    measuredAt: { ...before.measuredAt, ...now.measuredAt },
  }
}

function byRows<each extends { rows: number }>(before: readonly each[], now: readonly each[]): each[] {
  const known = new Map([...before, ...now].map((each) => [each.rows, each]))
  return [...known.values()].toSorted((a, b) => a.rows - b.rows)
}

/** Results that runs on a folder leave for each other, so that a long measurement can be made in several sittings. */
export async function readResults(file: string): Promise<LoadResult | undefined> {
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as LoadResult) : undefined
}

export const keepResults = (file: string, result: LoadResult): Promise<void> => writeFile(file, JSON.stringify(result))

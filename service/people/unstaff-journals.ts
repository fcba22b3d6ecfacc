import { withBrandLock } from '../database/brand-lock.ts'
import type { Database } from '../database/open-database.ts'
import { journalPath, listJournals } from '../import/plan-journal.ts'
import { isPseudonym } from './ask-erasure.ts'
import { changeRows, type Row, textOf } from './journal-line.ts'
import type { BrandScope } from './people-desk.ts'
import { rewriteJournal } from './rewrite-journals.ts'
import { findBrandAccount } from './take-points.ts'

type Place = { database: Database; home: string }

/**
 * Takes who served out of the journals of runs that are older than it is kept, and with it the accounts of people who were
 * erased while points were still going there. `since`: what was old then was done already. Gives how many were written anew.
 */
export async function unstaffJournals(
  { database, home }: Place,
  { brandId, brand }: BrandScope,
  { before, since }: { before: Date; since: Date | undefined },
): Promise<number> {
  const runs = await database<{ number: number }[]>`
    select number from import_runs where brand_id = ${brandId} and planned_at < ${before.toISOString()}
      and planned_at >= coalesce(${since?.toISOString() ?? null}::timestamptz, '-infinity') order by number`
  if (runs.length === 0) return 0
  const own = (await findBrandAccount(home, brand))?.toLowerCase() ?? null
  const rows = { lineWithout: (line: string) => withoutStaff(line, own) }
  return withBrandLock(database, { brandId, code: brand }, async () => {
    const kept = new Set(await listJournals(home, brand))
    let rewritten = 0
    for (const { number } of runs)
      if (kept.has(number) && (await rewriteJournal(journalPath(home, brand, number), rows))) rewritten += 1
    return rewritten
  })
}

function withoutStaff(line: string, own: string | null): string {
  const [, kind] = /^\{"kind":"(\w+)"/.exec(line) ?? []
  if (kind === 'sales' || kind === 'returns')
    return changeRows(line, (row) => (row['staff'] ? { ...row, staff: null } : row))
  if (kind === 'members' || kind === 'shopMembers') return changeRows(line, (row) => withoutAccount(row, own))
  return line
}

function withoutAccount(row: Row, own: string | null): Row {
  const isGone = isPseudonym(textOf(row['external_id']))
  return isGone && row['account'] && row['account'] !== own ? { ...row, account: own } : row
}

import type { Transaction } from '../database/open-database.ts'
import type { PlannedSummary } from './import-report.ts'
import type { Minter } from './minter.ts'
import type { PlanJournal } from './plan-journal.ts'

export type RunToKeep = { run: number; fingerprint: string; file: string; summary: PlannedSummary }

/** Notes that a file is planned and has to be finished. */
export async function keepRun(
  sql: Transaction,
  { brandId }: Minter,
  { run, fingerprint, file, summary }: RunToKeep,
): Promise<void> {
  await sql`
    insert into import_runs (brand_id, number, file, fingerprint, status, summary)
    values (${brandId}, ${run}, ${file}, ${fingerprint}, 'planned', ${JSON.stringify(summary)}::text::jsonb)`
}

/** Keeps the run and its signed transactions in the journal, beside the rows of the books. */
export async function journalRun(
  sql: Transaction,
  { brandId }: Minter,
  { run, journal }: { run: number; journal: PlanJournal },
): Promise<void> {
  const [kept] = await sql`
    select to_json(r)::text as row from import_runs r where brand_id = ${brandId} and number = ${run}`
  journal.write('run', `[${kept?.['row'] as string}]`)
  const rows = await sql`
    select to_json(t)::text as row from transactions t where brand_id = ${brandId} and run = ${run} order by nonce`
  for (const each of rows) journal.write('transaction', `[${each['row'] as string}]`)
}

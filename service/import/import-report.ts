import { formatPoints } from '../../chain/codec/points.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import type { importRuns } from '../database/schema.ts'
import type { ImportCounts } from './import-summary.ts'
import type { PlanBook } from './plan-book.ts'

/** What an import came to; points as decimal text. */
export type ImportReport = {
  orders: number
  lines: number
  returns: number
  members: number
  pointsCredited: string
  pointsReversed: string
  /** What members owe after this import. */
  debt: string
  batches: number
  gasUsed: string
  seconds: number
  skipped: Record<string, number>
  alreadyImported: number
}

/** What is known once a file is planned; kept with the run, so that it can be told after a crash too. */
export type PlannedSummary = {
  orders: number
  lines: number
  returns: number
  members: number
  credited: string
  reversed: string
  batches: number
  skipped: Record<string, number>
  alreadyImported: number
}

export function summarize(counts: ImportCounts, plan: PlanBook): PlannedSummary {
  const { orders, lines, returns, members, skipped, alreadyImported } = counts
  const { credited, reversed } = plan.book.totals
  const points = { credited: credited.toString(), reversed: reversed.toString() }
  return { orders, lines, returns, members, ...points, batches: plan.batches, skipped, alreadyImported }
}

/** What members of a brand owe together. */
export async function readDebt(sql: Transaction, brandId: number): Promise<bigint> {
  const [row] = await sql`select coalesce(sum(debt), 0)::bigint as debt from members where brand_id = ${brandId}`
  return row?.['debt'] as bigint
}

type Measured = { debt: bigint; short: bigint; gasUsed: bigint; seconds: number }

export function reportOf(summary: PlannedSummary, { debt, short, gasUsed, seconds }: Measured): ImportReport {
  const { orders, lines, returns, members, batches, skipped, alreadyImported } = summary
  return {
    orders,
    lines,
    returns,
    members,
    pointsCredited: formatPoints(BigInt(summary.credited)),
    pointsReversed: formatPoints(BigInt(summary.reversed) - short),
    debt: formatPoints(debt),
    batches,
    gasUsed: gasUsed.toString(),
    seconds: Math.round(seconds * 10) / 10,
    skipped,
    alreadyImported,
  }
}

/** The report of a run that is finished. */
export async function readReport(
  database: Database,
  brandId: number,
  run: number,
  seconds: number,
): Promise<ImportReport> {
  const [kept] = await database<Pick<typeof importRuns.$inferSelect, 'short' | 'summary'>[]>`
    select short, summary from import_runs where brand_id = ${brandId} and number = ${run}`
  if (!kept) throw new Error(`The database has no import ${run}.`)
  const [gas] = await database`
    select coalesce(sum(gas_used), 0)::bigint as used from transactions where brand_id = ${brandId} and run = ${run}`
  const debt = await readDebt(database as unknown as Transaction, brandId)
  const measured = { debt, short: kept.short, seconds, gasUsed: gas?.['used'] as bigint }
  return reportOf(kept.summary as PlannedSummary, measured)
}

import { lockBooks } from '../database/books-lock.ts'
import { withBrandLock } from '../database/brand-lock.ts'
import type { Transaction } from '../database/open-database.ts'
import type { importRuns } from '../database/schema.ts'
import { checkPlan } from './check-plan.ts'
import { checkNotBehind, checkSequence, finishRun, type RunProgress } from './finish-run.ts'
import { checkNeeds, type ImportNeeds, readNeeds } from './import-needs.ts'
import { type ImportReport, readDebt, readReport, reportOf, summarize } from './import-report.ts'
import { ImportError } from './import-error.ts'
import type { Minter } from './minter.ts'
import { fingerprintOf, type ImportSource, type Plan, planImport } from './plan-import.ts'
import { journalPath, keepJournal } from './plan-journal.ts'
import { reopenRemoved } from './reopen-removed.ts'
import { journalRun, keepRun } from './run-rows.ts'
import { gasOfBatch, signBatches } from './sign-batches.ts'
import { syncChain } from './sync-chain.ts'

export type ImportOptions = ImportSource & {
  dryRun?: boolean
  /** Asked after planning, before anything is kept or sent. */
  confirm?: ((needs: ImportNeeds, report: ImportReport) => Promise<boolean>) | undefined
  /** Told where an import that was interrupted is taken up again. */
  onResume?: ((run: number) => void) | undefined
  onProgress?: ((progress: RunProgress) => void) | undefined
}

export type ImportResult = { report: ImportReport; needs: ImportNeeds | undefined; resumed: boolean; sent: boolean }

/**
 * Credits the orders of a file, exactly once. The whole file is planned in one database transaction, with every batch and
 * the signed bytes that mint it; only after that is committed does anything go out. A run that was interrupted is finished
 * first, by the same bytes.
 */
export async function importOrders(minter: Minter, options: ImportOptions): Promise<ImportResult> {
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  const fingerprint = await fingerprintOf(options.path)
  const lock = { brandId: minter.brandId, code: minter.code }
  return withBrandLock(minter.database, lock, async () => {
    await reopenRemoved(minter)
    await checkNotBehind(minter)
    await syncChain(minter)
    const unfinished = await readUnfinished(minter)
    if (unfinished) {
      options.onResume?.(unfinished.run)
      await keepJournal(journalPath(minter.home, minter.code, unfinished.run))
      await finishRun(minter, { run: unfinished.run, onProgress: options.onProgress })
      await syncChain(minter)
    }
    if (unfinished?.fingerprint === fingerprint) {
      const report = await readReport(minter.database, minter.brandId, unfinished.run, seconds())
      return { report, needs: undefined, resumed: true, sent: true }
    }
    await checkSequence(minter)
    return planAndSend(minter, options, { fingerprint, seconds })
  })
}

type Run = typeof importRuns.$inferSelect
type Unfinished = { run: Run['number']; fingerprint: Run['fingerprint'] }

async function readUnfinished({ database, brandId }: Minter): Promise<Unfinished | undefined> {
  const [last] = await database<Unfinished[]>`
    select number as run, fingerprint from import_runs
    where brand_id = ${brandId} and status = 'planned' order by number desc limit 1`
  return last
}

type Attempt = { fingerprint: string; seconds: () => number }
type Planned = { plan: Plan; needs: ImportNeeds; report: ImportReport; kept: boolean }

async function planAndSend(
  minter: Minter,
  options: ImportOptions,
  { fingerprint, seconds }: Attempt,
): Promise<ImportResult> {
  const { run, needs, report, kept } = await planInTransaction(minter, options, { fingerprint, seconds })
  if (!kept) return { report, needs, resumed: false, sent: false }
  await keepJournal(journalPath(minter.home, minter.code, run))
  await minter.checkpoint?.('committed')
  await finishRun(minter, { run, onProgress: options.onProgress })
  return {
    report: await readReport(minter.database, minter.brandId, run, seconds()),
    needs,
    resumed: false,
    sent: true,
  }
}

/** Thrown to undo a plan that is not to be kept; carries what is to be told. */
class PlanUndone extends Error {
  readonly planned: Planned
  constructor(planned: Planned) {
    super('The plan is not kept.')
    this.planned = planned
  }
}

async function planInTransaction(minter: Minter, options: ImportOptions, attempt: Attempt) {
  try {
    return await minter.database.begin(async (sql) => {
      await lockBooks(sql, minter.brandId)
      const plan = await planImport(sql, minter, options)
      const planned = await checkAndSign(sql, minter, options, { ...attempt, plan }).catch(async (error: unknown) => {
        await plan.journal.discard()
        throw error
      })
      if (!planned.kept) throw new PlanUndone(planned)
      return { ...planned, run: plan.run }
    })
  } catch (error) {
    if (!(error instanceof PlanUndone)) throw error
    await error.planned.plan.journal.discard()
    return { ...error.planned, run: error.planned.plan.run }
  }
}

async function checkAndSign(
  sql: Transaction,
  minter: Minter,
  options: ImportOptions,
  attempt: Attempt & { plan: Plan },
): Promise<Planned> {
  const { plan, fingerprint } = attempt
  const { book, run, journal } = plan
  await checkPlan(sql, minter.brandId, plan)
  const summary = summarize(book.counts, book)
  if (summary.lines === 0) throw new ImportError('EmptyFile', 'The file has no order lines. Nothing was imported.')
  const gas = await gasOfPlan(sql, minter, run)
  const needs = await readNeeds(minter, { points: book.points, asked: book.asked, gas })
  const debt = await readDebt(sql, minter.brandId)
  const report = reportOf(summary, { debt, short: 0n, gasUsed: 0n, seconds: attempt.seconds() })
  const undone = { plan, needs, report, kept: false }
  if (options.dryRun || book.counts.added === 0) return undone
  checkNeeds(needs)
  if (options.confirm && !(await options.confirm(needs, report))) return undone
  await minter.checkpoint?.('planned')
  await keepRun(sql, minter, { run, fingerprint, file: options.path, summary })
  await signBatches(sql, minter)
  await journalRun(sql, minter, plan)
  await journal.finish()
  await minter.checkpoint?.('signed')
  return { ...undone, kept: true }
}

async function gasOfPlan(sql: Transaction, { brandId }: Minter, run: number): Promise<bigint> {
  const rows = await sql`
    select count(*)::int as credits, count(*) filter (where c.asked > c.reversed)::int as asked
    from batches b join batch_credits c on c.brand_id = b.brand_id and c.sequence = b.sequence
    where b.brand_id = ${brandId} and (b.run = ${run} or c.asked - c.reversed > 0) group by b.sequence`
  return rows.reduce((sum, row) => {
    return sum + gasOfBatch(row['credits'] as number) + 110_000n * BigInt(row['asked'] as number)
  }, 0n)
}

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Rate } from '../../loyalty/rate.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import type { Transaction } from '../database/open-database.ts'
import { claimSeedName, loadOrCreateSeed } from '../keys/stored-keys.ts'
import type { FileLine, OrderFormat } from '../order-files/file-line.ts'
import { explainFileError, type OnBytes, readOrderFile } from '../order-files/read-order-file.ts'
import type { Minter } from './minter.ts'
import type { BatchLimits } from './open-batch.ts'
import { readWasErased } from '../people/was-erased.ts'
import { writeJournalStart } from './journal-start.ts'
import { PlanBook } from './plan-book.ts'
import { journalPath, PlanJournal } from './plan-journal.ts'

/** Lines applied at once. A window is cut by lines alone, so it does not change what comes out. */
const WINDOW = 5_000

export type ImportSource = {
  path: string
  format: OrderFormat
  rate: Rate
  shop: string
  returnWindow: number
  limits: BatchLimits
  accountOf: (externalId: string) => string | undefined
  onBytes?: OnBytes | undefined
}

export type Plan = { book: PlanBook; run: number; journal: PlanJournal }

/** Orders from files have one provider, so that an order is known again whatever format it comes in. */
export const FILE_PROVIDER = 'file'

/** Applies a whole file to the books within the transaction: members, orders, debts, batches. Nothing is sent. */
export async function planImport(sql: Transaction, minter: Minter, source: ImportSource): Promise<Plan> {
  const { brandId } = minter
  await sql`set local plan_cache_mode = force_custom_plan`
  const numbers = await nextNumbers(sql, brandId)
  const journal = await PlanJournal.start(journalPath(minter.home, minter.code, numbers.run))
  await writeJournalStart(sql, brandId, journal)
  const scope = { brandId, provider: FILE_PROVIDER, shop: source.shop, run: numbers.run }
  const { now } = await getChainTime(minter.client)
  const claimSeed = minter.claimSeed ?? (await loadOrCreateSeed(minter.home, claimSeedName(minter.code)))
  const { rate, returnWindow, limits, accountOf } = source
  const wasErased = await readWasErased(sql, minter)
  const options = { scope, rate, returnWindow, limits, accountOf, wasErased, claimSeed, now, ...numbers }
  const book = new PlanBook(sql, { ...options, skip: source.format.skip, journal: journal.write })
  try {
    await applyFile(sql, book, source)
    await book.finish()
  } catch (error) {
    await journal.discard()
    throw error
  }
  return { book, run: numbers.run, journal }
}

async function applyFile(sql: Transaction, book: PlanBook, source: ImportSource): Promise<void> {
  let applied: Promise<void> = Promise.resolve()
  let windows = 0
  try {
    for await (const lines of windowsOf(readOrderFile(source.path, source.format, source.onBytes))) {
      await applied
      if ((windows & (windows - 1)) === 0) await refreshStatistics(sql, windows * WINDOW)
      windows += 1
      applied = book.apply(lines)
      applied.catch(() => undefined)
    }
  } catch (error) {
    // Where the file breaks off, a window is still being written: what it writes after the rollback would stay.
    await Promise.allSettled([applied])
    throw error
  }
  await applied
}

async function* windowsOf(reads: AsyncIterable<FileLine[]>): AsyncGenerator<FileLine[]> {
  let window: FileLine[] = []
  for await (const lines of reads) {
    window.push(...lines)
    if (window.length < WINDOW) continue
    yield window
    window = []
  }
  if (window.length > 0) yield window
}

const GROWING = ['members', 'orders', 'order_lines', 'order_credits', 'batches', 'batch_credits']

/**
 * Tables grow from nothing within one transaction; without this the database plans its queries for empty ones. Of those that were
 * large before, a tenth more changes no plan, and looking at them again takes the longer the larger they are.
 */
async function refreshStatistics(sql: Transaction, lines: number): Promise<void> {
  const grown = await sql<{ name: string }[]>`
    select relname as name from pg_class where oid = any(${GROWING}::regclass[]) and reltuples < ${10 * lines + 1_000}`
  if (grown.length > 0) await sql`analyze ${sql(grown.map(({ name }) => name))}`
}

type Numbers = { run: number; nextMember: number; nextOrder: number; firstSequence: bigint }

async function nextNumbers(sql: Transaction, brandId: number): Promise<Numbers> {
  const [row] = await sql`
    select
      (select coalesce(max(number), 0) + 1 from import_runs where brand_id = ${brandId})::int as run,
      (select coalesce(max(number), 0) + 1 from members where brand_id = ${brandId})::int as member,
      (select coalesce(max(number), 0) + 1 from orders where brand_id = ${brandId})::int as "order",
      (select coalesce(max(sequence), 0) + 1 from batches where brand_id = ${brandId})::bigint as sequence`
  if (!row) throw new Error('The database gave no answer.')
  return { run: row['run'], nextMember: row['member'], nextOrder: row['order'], firstSequence: row['sequence'] }
}

/** What a file's bytes are known by. */
export async function fingerprintOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
    return hash.digest('hex')
  } catch (error) {
    throw explainFileError(error, path)
  }
}

import { lockBooks } from '../database/books-lock.ts'
import type { Transaction } from '../database/open-database.ts'
import { readAsked, type Row, writeRows } from '../import/book-rows.ts'
import { writeJournalStart } from '../import/journal-start.ts'
import type { PlannedSummary } from '../import/import-report.ts'
import type { Minter } from '../import/minter.ts'
import type { BatchLimits } from '../import/open-batch.ts'
import { journalPath, keepJournal, PlanJournal } from '../import/plan-journal.ts'
import { journalRun } from '../import/run-rows.ts'
import { signBatches } from '../import/sign-batches.ts'
import { syncChain } from '../import/sync-chain.ts'
import { journalChanges, writeLedger } from '../ledger/ledger-tables.ts'
import { changeUnsaved } from '../ledger/unsaved-rows.ts'
import { purchasesRoot } from '../receipts/purchases-root.ts'
import { loadDue } from './load-due.ts'
import { type MintRoom, readMintRoom } from './mint-room.ts'
import { type SettledOrders, settleOrders, type SettlingOrder } from './settle-orders.ts'
import { tellDebts } from './tell-brand.ts'

export type PlanRunOptions = {
  /** Wall clock: points mature by it. */
  now: Date
  limits: BatchLimits
  /** Orders settled in one run. */
  orders: number
}

/** A run as it was planned; `run` is undefined where nothing could be settled. */
export type PlannedRun = Pick<SettledOrders, 'shortages' | 'tooLarge'> & {
  run: number | undefined
  room: MintRoom
  due: number
}

/**
 * Settles what is due: debts are set off, batches sealed and signed, reversals asked for, all in one transaction and with the
 * journal of everything that changed since the last run. Nothing is sent. The brand's lock is held, and no run is unfinished.
 */
export async function planRun(minter: Minter, options: PlanRunOptions): Promise<PlannedRun> {
  await syncChain(minter)
  const room = await readMintRoom(minter)
  const { planned, run } = await minter.database.begin((sql) => planIn(sql, minter, options, room))
  if (run !== undefined) {
    await keepJournal(journalPath(minter.home, minter.code, run))
    await minter.checkpoint?.('committed')
  }
  return { ...planned, run, room }
}

async function planIn(sql: Transaction, minter: Minter, options: PlanRunOptions, room: MintRoom) {
  const { brandId } = minter
  await lockBooks(sql, brandId)
  const { now: chainTime, mintLimit } = room
  const due = await loadDue(sql, brandId, { now: options.now, chainTime, limit: options.orders, mintLimit })
  const { run, firstSequence } = await nextNumbers(sql, brandId)
  const before = new Map(due.map((order) => [order, order.given]))
  const debts = new Map(due.map(({ member }) => [member, member.debt]))
  const settled = settleOrders(due, { room, limits: options.limits, firstSequence })
  const planned = { shortages: settled.shortages, tooLarge: settled.tooLarge, due: due.length }
  const changed = due.filter((order) => order.given !== before.get(order))
  if (changed.length === 0) return { planned, run: undefined }

  const journal = await PlanJournal.start(journalPath(minter.home, minter.code, run))
  try {
    await writeJournalStart(sql, brandId, journal)
    await writeSettled(sql, brandId, { run, settled, changed, now: options.now, journal })
    const owing = [...debts].filter(([member, debt]) => member.debt !== debt).map(([member]) => member)
    await tellDebts(sql, brandId, owing)
    await minter.checkpoint?.('planned')
    await keepShopRun(sql, brandId, run, summaryOf(settled, changed))
    await signBatches(sql, minter)
    await journalChanges(sql, brandId, journal.write)
    await journalRun(sql, minter, { run, journal })
    await journal.finish()
    await minter.checkpoint?.('signed')
  } catch (error) {
    await journal.discard()
    throw error
  }
  return { planned, run }
}

async function nextNumbers(sql: Transaction, brandId: number) {
  const [row] = await sql`
    select
      (select coalesce(max(number), 0) + 1 from import_runs where brand_id = ${brandId})::int as run,
      (select coalesce(max(sequence), 0) + 1 from batches where brand_id = ${brandId})::bigint as sequence`
  return { run: row?.['run'] as number, firstSequence: row?.['sequence'] as bigint }
}

type ToWrite = { run: number; settled: SettledOrders; changed: SettlingOrder[]; now: Date; journal: PlanJournal }

async function writeSettled(sql: Transaction, brandId: number, plan: ToWrite): Promise<void> {
  const { run, settled, changed, journal } = plan
  const write = (kind: Parameters<typeof writeRows>[1]['kind'], rows: Row[]) =>
    writeRows(sql, { brandId, kind, rows, journal: journal.write })
  await write('batches', batchRows(settled, run))
  await write(
    'batchCredits',
    settled.batches.flatMap(({ sequence, credits }) => {
      return credits.map((credit, position) => ({ sequence, position, ...credit }))
    }),
  )
  await write(
    'orderCredits',
    settled.batches.flatMap(({ sequence, purchases }) => {
      return purchases.map(({ order, points }) => {
        return { order_number: order.number, sequence, address: order.member.address, points }
      })
    }),
  )
  await write(
    'orderCreditsReversed',
    settled.reversed.map(({ order, credit }) => {
      return { order_number: order.number, sequence: credit.sequence, reversed: credit.reversed }
    }),
  )
  await write('batchCreditsAsked', await readAsked(sql, brandId, askedRows(settled)))
  await updateMembersAndSales(sql, brandId, changed)
  await writeLedger(sql, ledgerRows(brandId, plan))
}

function batchRows({ batches }: SettledOrders, run: number): Row[] {
  return batches.map(({ sequence, credits, purchases, returnWindow }) => {
    const leaves = purchases.map(({ order, points }) => {
      return { reference: order.reference, member: order.member.address, points }
    })
    const points = credits.reduce((sum, credit) => sum + credit.points, 0n)
    return { sequence, run, root: purchasesRoot(leaves), return_window: returnWindow, points }
  })
}

/** Points to take back of each credit; several orders may share one. */
function askedRows({ reversed }: SettledOrders): Row[] {
  const rows = new Map<string, { sequence: bigint; address: string; points: bigint }>()
  for (const { credit, points } of reversed) {
    const { sequence, address } = credit
    const key = `${sequence}:${address}`
    rows.set(key, { sequence, address, points: (rows.get(key)?.points ?? 0n) + points })
  }
  return [...rows.values()]
}

async function updateMembersAndSales(sql: Transaction, brandId: number, orders: SettlingOrder[]): Promise<void> {
  const members = [...new Set(orders.map(({ member }) => member))].map(({ number, debt, credited, reversed }) => {
    return { number, debt: String(debt), credited: String(credited), reversed: String(reversed) }
  })
  const sales = orders.map(({ number, given }) => ({ number, given: String(given) }))
  const counted = sql`
    update members m set debt = r.debt, credited = r.credited, reversed = r.reversed
    from json_to_recordset(${JSON.stringify(members)}::text::json)
      as r(number int, debt bigint, credited bigint, reversed bigint)
    where m.brand_id = ${brandId} and m.number = r.number returning m.brand_id, m.number`
  await changeUnsaved(sql, 'members', counted)
  const given = sql`
    update sales s set given = r.given
    from json_to_recordset(${JSON.stringify(sales)}::text::json) as r(number int, given bigint)
    where s.brand_id = ${brandId} and s.order_number = r.number returning s.brand_id, s.order_number as number`
  await changeUnsaved(sql, 'sales', given)
}

function ledgerRows(brandId: number, { run, settled, now }: ToWrite): Row[] {
  const common = { brand_id: brandId, source: `run:${run}`, detail: null, happened_at: now.toISOString() }
  const minted = settled.batches.flatMap(({ sequence, purchases }) => {
    return purchases.map(({ order, points }) => {
      return { ...common, member: order.member.number, kind: 'mint', points, order_number: order.number, sequence }
    })
  })
  const others = settled.settlements.map(({ kind, order, points, sequence }) => {
    return { ...common, member: order.member.number, kind, points, order_number: order.number, sequence }
  })
  return [...minted, ...others]
}

function summaryOf({ batches, settlements }: SettledOrders, changed: SettlingOrder[]): PlannedSummary {
  const sum = (values: bigint[]) => values.reduce((total, points) => total + points, 0n).toString()
  const reversals = settlements.filter(({ kind }) => kind === 'reverse')
  return {
    orders: changed.length,
    lines: 0,
    returns: new Set(reversals.map(({ order }) => order)).size,
    members: new Set(changed.map(({ member }) => member)).size,
    credited: sum(batches.flatMap(({ credits }) => credits.map(({ points }) => points))),
    reversed: sum(reversals.map(({ points }) => points)),
    batches: batches.length,
    skipped: {},
    alreadyImported: 0,
  }
}

async function keepShopRun(sql: Transaction, brandId: number, run: number, summary: PlannedSummary): Promise<void> {
  await sql`
    insert into import_runs (brand_id, number, file, fingerprint, status, summary, kind)
    values (${brandId}, ${run}, 'shop', ${`shop:${run}`}, 'planned', ${JSON.stringify(summary)}::text::jsonb, 'shop')`
}

import type { Hex } from 'viem'
import { formatPoints } from '../../chain/codec/points.ts'
import { lockBooks } from '../database/books-lock.ts'
import type { Transaction } from '../database/open-database.ts'
import { raiseAlert, settleAlert } from '../intake/alerts.ts'
import { type Settled, settleDeliveries } from '../intake/settle-delivery.ts'
import type { ErasedNames } from '../people/erased-names.ts'
import { type AskedPrivacy, keepPrivacyRequests } from '../people/privacy-requests.ts'
import { renameErased } from '../people/rename-erased.ts'
import { UnreadableDelivery } from '../shops/delivery-error.ts'
import { emitEvents } from '../webhooks-out/emit-event.ts'
import { applyEvent, type Waits } from './apply-event.ts'
import { type BrandRules, readRules } from './brand-rules.ts'
import { identifiersOf } from './identify.ts'
import type { LedgerContext } from './ledger-context.ts'
import type { LedgerWindow } from './ledger-window.ts'
import { loadFacts, type Named, namedBy } from './load-facts.ts'
import { ASKED_AT_ONCE, type InboxReader, type InboxRow, readAsking, readInbox, type ReadRow } from './read-inbox.ts'
import { tryEvents } from './try-events.ts'
import { type Arrived, rememberWaits, settleArrived } from './waiting.ts'
import { writeFacts } from './write-facts.ts'

/** Everything that booking a brand's deliveries needs. */
export type LedgerBooks = InboxReader & {
  pepper: Hex
  claimSeed: Hex
  /** Under which the orders of erased people are known; nothing is booked without it once there are any. */
  names?: ErasedNames | undefined
  random: (bytes: number) => Hex
  /** Runs a piece of work while nobody else writes these books. */
  locked: <T>(work: () => Promise<T>) => Promise<T>
  /** Told at every point a crash must not matter. */
  checkpoint?: ((point: string) => Promise<void> | void) | undefined
}

/** Deliveries booked in one transaction. */
const WINDOW = 1_000

/** A delivery whose order did not come is looked at again after this. */
const WAIT_MS = 86_400_000

/** … and after this it is parked, for somebody to look at. */
const LONGEST_WAIT_MS = 30 * WAIT_MS

export type Applied = { rows: number; parked: number; more: boolean }

/**
 * Books the next open deliveries of a brand: orders, returns, ledger and what became of each delivery, in one transaction.
 * A delivery that cannot be booked is parked; the others are booked without it. Those whose providers have to be asked are left
 * for `applyAsking`.
 */
export async function applyDeliveries(books: LedgerBooks, limit = WINDOW): Promise<Applied> {
  return applyRead(books, await readInbox(books, limit), limit)
}

/** The same for the next ones whose providers have to be asked: takes as long as those take to answer. */
export async function applyAsking(books: LedgerBooks): Promise<Applied> {
  return applyRead(books, await readAsking(books), ASKED_AT_ONCE)
}

async function applyRead(books: LedgerBooks, read: ReadRow[], limit: number): Promise<Applied> {
  if (read.length === 0) return { rows: 0, parked: 0, more: false }
  const settled = await books.locked(() => bookAll(books, read))
  const parked = settled.filter(({ status }) => status === 'parked').length
  return { rows: settled.length, parked, more: read.length >= limit }
}

async function bookAll(books: LedgerBooks, read: ReadRow[]): Promise<Settled[]> {
  try {
    return await books.database.begin((sql) => bookWindow(sql, books, read))
  } catch (error) {
    if (!isRefusedValue(error)) throw error
    const [only] = read
    if (read.length === 1 && only) return [await park(books, only.row, 'the database refuses a value in it')]
    const settled: Settled[] = []
    for (const each of read) settled.push(...(await bookAll(books, [each])))
    return settled
  }
}

/** Data the database has no room for, like a zero byte in a text or a number beyond 64 bits. */
function isRefusedValue(error: unknown): boolean {
  return (error as { code?: string }).code?.startsWith('22') ?? false
}

async function park(books: LedgerBooks, row: InboxRow, reason: string): Promise<Settled> {
  const settled: Settled = { id: row.id, status: 'parked', reason }
  await books.database.begin(async (sql) => {
    await settleDeliveries(sql, [settled])
    await alertParked(sql, books.brandId, [row])
  })
  return settled
}

async function bookWindow(sql: Transaction, books: LedgerBooks, read: ReadRow[]): Promise<Settled[]> {
  const { brandId, checkpoint } = books
  await lockBooks(sql, brandId)
  const open = await renameErased(sql, brandId, books.names, await stillOpen(sql, read))
  const rules = await readRules(sql, brandId)
  const live = open.filter((each) => !isTest(each))
  const window = await loadFacts(sql, brandId, toLoad(books, live))
  const settled: Settled[] = []
  const waits: { id: bigint; row: InboxRow; waits: Waits }[] = []
  for (const each of open) settled.push(bookRow(books, { window, rules, waits }, each))
  await writeFacts(sql, brandId, window)
  await settleDeliveries(sql, settled)
  await rememberWaits(sql, brandId, waits)
  await keepPrivacyRequests(sql, books, askedIn(open, settled))
  await settleArrived(sql, brandId, arrivedIn(window))
  const parked = new Set(settled.filter(({ status }) => status === 'parked').map(({ id }) => id))
  const parkedRows = open.map(({ row }) => row).filter(({ id }) => parked.has(id))
  if (parkedRows.length > 0) await alertParked(sql, brandId, parkedRows)
  else await settleParked(sql, brandId)
  for (const subject of answeredShops(open)) await settleAlert(sql, { brandId, kind: 'tokenRefused', subject })
  for (const alert of window.alerts) await raiseAlert(sql, { brandId, ...alert })
  await checkpoint?.('applied')
  return settled
}

/** Requests about people: answered by `points privacy`, and erased by the service itself. */
function askedIn(open: readonly ReadRow[], settled: readonly Settled[]): AskedPrivacy[] {
  const processed = new Set(settled.flatMap(({ id, status }) => (status === 'processed' ? id : [])))
  return open.flatMap((each) => {
    const { row, read } = each
    if (read.kind !== 'events' || isTest(each) || !processed.has(row.id)) return []
    return read.events.flatMap((event) => (event.kind === 'privacy' ? { row, scope: scopeOf(row), event } : []))
  })
}

/** Somebody else may have settled some of them since they were read. */
async function stillOpen(sql: Transaction, read: ReadRow[]): Promise<ReadRow[]> {
  const ids = read.map(({ row }) => row.id.toString())
  const rows = await sql`
    select id from inbox where id = any(${ids}::bigint[]) and status in ('received', 'waiting') for update`
  const open = new Set(rows.map((row) => row['id'] as bigint))
  return read.filter(({ row }) => open.has(row.id))
}

/** Test deliveries of a live shop count as little as those of a test shop. */
function isTest({ row, read }: ReadRow): boolean {
  return row.mode === 'test' || (read.kind === 'events' && read.events.some(({ test }) => test))
}

const scopeOf = ({ provider, account: shop }: InboxRow) => ({ provider, shop })

function toLoad({ pepper }: LedgerBooks, rows: ReadRow[]) {
  const named = new Map<string, Named>()
  const identifiers = []
  for (const { row, read } of rows) {
    if (read.kind !== 'events') continue
    const scope = scopeOf(row)
    const key = JSON.stringify(scope)
    const found = namedBy(scope, read.events)
    const before = named.get(key)
    if (before) for (const part of ['orderIds', 'refundIds', 'paymentIds'] as const) addAll(before[part], found[part])
    else named.set(key, found)
    for (const event of read.events)
      if (event.kind === 'sale') identifiers.push(...knownBy(pepper, scope, event.customer))
  }
  return { named: [...named.values()], identifiers }
}

/** A customer whose account is none is found out when the sale is applied, which parks that delivery alone. */
function knownBy(...[pepper, scope, customer]: Parameters<typeof identifiersOf>): ReturnType<typeof identifiersOf> {
  try {
    return identifiersOf(pepper, scope, customer)
  } catch (error) {
    if (error instanceof UnreadableDelivery) return []
    throw error
  }
}

function addAll(set: Set<string>, more: Set<string>): void {
  for (const each of more) set.add(each)
}

type Booking = {
  window: LedgerWindow
  rules: readonly BrandRules[]
  waits: { id: bigint; row: InboxRow; waits: Waits }[]
}

function bookRow(books: LedgerBooks, { window, rules, waits }: Booking, each: ReadRow): Settled {
  const { row, read } = each
  const { id } = row
  if (read.kind === 'ignored') return { id, status: 'ignored', reason: read.reason }
  if (read.kind === 'parked') return { id, status: 'parked', reason: read.reason }
  if (read.kind === 'ask') return { id, status: 'waiting', reason: read.reason, toAsk: true }
  if (read.kind === 'later') {
    const { reason, dueAt, refused, refusals } = read
    if (refused === 'token') window.alerts.push(tokenRefused(row))
    return { id, status: 'waiting', reason, dueAt, ...(refusals > 0 && { detail: { refusals } }) }
  }
  try {
    if (isTest(each)) return { id, status: 'processed', reason: 'test mode', detail: tryEvents(read.events, rules) }
    const { brandId, pepper, claimSeed, random } = books
    const context: LedgerContext = { window, brandId, scope: scopeOf(row), rules, pepper, claimSeed, random }
    const entries = window.entries.length
    const waiting = read.events.flatMap((event) => applyEvent(context, event) ?? [])
    const points = window.entries.slice(entries).reduce((sum, entry) => sum + entry.points, 0n)
    const detail = { events: read.events.map(({ kind }) => kind), points: formatPoints(points) }
    const [first] = waiting
    if (!first) return { id, status: 'processed', detail }
    const now = books.now().getTime()
    if (now - row.receivedAt.getTime() > LONGEST_WAIT_MS) {
      return { id, status: 'parked', reason: 'its order did not come within 30 days', detail }
    }
    waits.push({ id, row, waits: first })
    const dueAt = new Date(now + WAIT_MS)
    if (row.attempts > 0) window.alerts.push({ kind: 'orderNeverCame', subject: subjectOf(row), detail })
    return { id, status: 'waiting', reason: 'its order is not known yet', detail, dueAt }
  } catch (error) {
    if (!(error instanceof UnreadableDelivery)) throw error
    return { id, status: 'parked', reason: error.reason }
  }
}

const subjectOf = ({ provider, shop }: InboxRow): string => `${provider} ${shop}`

/** Deliveries wait for it, and after some days they are parked. */
function tokenRefused(row: InboxRow): LedgerWindow['alerts'][number] {
  const sentence = `${row.provider} does not accept the token of ${row.account} any more. Make a new one there and give it with \`points shop rotate ${row.shop} --token-file FILE\`.`
  return { kind: 'tokenRefused', subject: subjectOf(row), detail: { shop: row.shop, account: row.account, sentence } }
}

/** Shops whose providers were asked and answered, or that do without. */
function answeredShops(rows: readonly ReadRow[]): Set<string> {
  const answered = rows.filter(({ read }) => (read.kind === 'events' || read.kind === 'ignored') && read.asked)
  return new Set(answered.map(({ row }) => subjectOf(row)))
}

/** Deliveries that were tried again with success are nobody's concern any more. */
async function settleParked(sql: Transaction, brandId: number): Promise<void> {
  const [parked] = await sql`select 1 from inbox where brand_id = ${brandId} and status = 'parked' limit 1`
  if (!parked) await settleAlert(sql, { brandId, kind: 'deliveriesParked' })
}

async function alertParked(sql: Transaction, brandId: number, rows: InboxRow[]): Promise<void> {
  await emitEvents(
    sql,
    brandId,
    rows.map(({ id, provider, account, topic, mode }) => {
      return { type: 'order.parked', mode, data: { delivery: id.toString(), provider, account, topic } }
    }),
  )
  const shops = Map.groupBy(rows, subjectOf)
  for (const [subject, found] of shops) {
    const newest = found.at(-1)
    const detail = {
      provider: newest?.provider,
      account: newest?.account,
      topic: newest?.topic,
      deliveries: found.length,
    }
    await raiseAlert(sql, { brandId, kind: 'deliveriesParked', subject, detail })
  }
}

function arrivedIn(window: LedgerWindow): Arrived {
  const orders = [...window.arrivedOrders]
  return { orders, payments: window.addedPayments }
}

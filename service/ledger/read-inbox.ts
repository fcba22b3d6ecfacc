import type { Database } from '../database/open-database.ts'
import { KeyError } from '../keys/key-error.ts'
import { NeedsFetch, type Refused, UnreadableDelivery } from '../shops/delivery-error.ts'
import { type ReadDelivery, type ShopFetcher, type StoredDelivery, WITHOUT_TOKEN } from '../shops/shop-delivery.ts'
import type { Provider, ShopEvent } from '../shops/shop-event.ts'

export type InboxRow = {
  id: bigint
  brandId: bigint
  shop: number
  provider: Provider
  account: string
  deliveryId: string
  topic: string
  mode: 'live' | 'test'
  receivedAt: Date
  attempts: number
  /** How many of them its provider refused. */
  refusals: number
  body: Uint8Array
}

/** What is known of a delivery before the books are opened. */
export type ReadRow = { row: InboxRow; read: Reading }

export type Reading =
  | { kind: 'events'; events: ShopEvent[]; asked: boolean }
  | { kind: 'ignored'; reason: string; asked: boolean }
  | { kind: 'parked'; reason: string }
  /** Its provider has to be asked, in the line of those. */
  | { kind: 'ask'; reason: string }
  | { kind: 'later'; reason: string; dueAt: Date; refused: Refused | undefined; refusals: number }

export type Fetcher = ShopFetcher | typeof WITHOUT_TOKEN

/** A shop cannot be asked for now; the reason is for people. */
export class CannotAsk extends Error {
  override name = 'CannotAsk'
  readonly reason: string

  constructor(reason: string, options: { cause?: unknown } = {}) {
    super(`The shop cannot be asked: ${reason}.`, options)
    this.reason = reason
  }
}

export type InboxReader = {
  database: Database
  brandId: number
  now: () => Date
  /** The body as it was delivered. */
  open: (row: InboxRow) => Uint8Array
  eventsOf: (provider: Provider, delivery: StoredDelivery, fetcher?: Fetcher) => Promise<ReadDelivery> | ReadDelivery
  /** How a shop's provider can be asked; undefined where it cannot. What it throws passes: the delivery is read later. */
  fetcherOf?: ((row: InboxRow) => Promise<Fetcher | undefined>) | undefined
}

/** Providers asked at the same time for one brand. */
export const ASKED_AT_ONCE = 16

/** Bodies read at the same time: opened and parsed, each takes many times its bytes. The first is always read. */
const MOST_BYTES = 16 * 2 ** 20
const FIRST_WAIT_S = 5
const LONGEST_WAIT_S = 3_600

/**
 * So often a provider is asked for one delivery: about two days where it refuses, three weeks where it fails. What passes does
 * not count as a refusal, however often it happened.
 */
const MOST_REFUSALS = 50
const MOST_TRIES = 500

const REFUSED: Record<Refused, string> = {
  token: 'its provider does not accept the token: give the shop a new one, then retry',
  request: 'its provider does not give what it is about: look for it there, then retry',
}

/**
 * Reads the next open deliveries of a brand, in the order they came, as many as are asked for and as fit into memory with
 * ease. Nobody is asked, nothing is changed, and no lock is held.
 */
export async function readInbox(reader: InboxReader, limit: number): Promise<ReadRow[]> {
  const { database, brandId, now } = reader
  const rows = await database<InboxRow[]>`
    select next.* from (
      select ${columns(database)}, sum(octet_length(body)) over (order by id rows unbounded preceding) as bytes
      from inbox
      where brand_id = ${brandId} and status in ('received', 'waiting') and not needs_fetch and due_at <= ${dueBy(now)}
      order by id limit ${limit}) as next
    where coalesce(bytes - octet_length(body), 0) < ${MOST_BYTES} order by id`
  return readAll(reader, rows)
}

/** Reads the next ones whose providers have to be asked, each shop in its turn, and asks them. Others are not kept waiting. */
export async function readAsking(reader: InboxReader): Promise<ReadRow[]> {
  const { database, brandId, now } = reader
  const rows = await database<InboxRow[]>`
    select ${columns(database)} from inbox
    where id in (
      select id from (
        select due.id, row_number() over (partition by shops.number order by due.due_at, due.id) as turn
        from shops cross join lateral (
          select id, due_at from inbox
          where brand_id = ${brandId} and shop = shops.number and status in ('received', 'waiting') and needs_fetch
            and due_at <= ${dueBy(now)}
          order by due_at, id limit ${ASKED_AT_ONCE}) as due
        where shops.brand_id = ${brandId}) as turns
      order by turn, id limit ${ASKED_AT_ONCE})`
  return readAll(reader, rows, { ask: true })
}

/** The database's moments are finer than ours: what came in the millisecond that is now is due, too. */
const dueBy = (now: () => Date): string => new Date(now().getTime() + 1).toISOString()

function readAll(reader: InboxReader, rows: readonly InboxRow[], { ask = false } = {}): Promise<ReadRow[]> {
  const once = { ...reader, fetcherOf: reader.fetcherOf && oncePerShop(reader.fetcherOf) }
  return Promise.all(rows.map(async (row) => ({ row, read: await readRow(once, row, ask) })))
}

type FetcherOf = NonNullable<InboxReader['fetcherOf']>

/** Many deliveries of one shop look for its token once. */
function oncePerShop(fetcherOf: FetcherOf): FetcherOf {
  const known = new Map<string, ReturnType<FetcherOf>>()
  return (row) => {
    const key = JSON.stringify([row.shop, row.account, row.mode])
    const found = known.get(key) ?? fetcherOf(row)
    known.set(key, found)
    return found
  }
}

const columns = (database: Database) => database`
  id, brand_id as "brandId", shop, provider, account, delivery_id as "deliveryId", topic, mode, received_at as "receivedAt",
  attempts, coalesce((detail->>'refusals')::int, 0) as refusals, body`

async function readRow(reader: InboxReader, row: InboxRow, ask: boolean): Promise<Reading> {
  const { eventsOf } = reader
  try {
    const { topic, account, receivedAt } = row
    const delivery = { topic, account, receivedAt, body: reader.open(row) }
    try {
      return readingOf(await eventsOf(row.provider, delivery), { asked: false })
    } catch (error) {
      if (!(error instanceof NeedsFetch)) throw error
      const fetcher = await fetcherFor(reader, row, error)
      if (fetcher === undefined) throw error
      if (!ask && fetcher !== WITHOUT_TOKEN) return { kind: 'ask', reason: error.message }
      return readingOf(await eventsOf(row.provider, delivery, fetcher), { asked: true })
    }
  } catch (error) {
    return failureOf(reader, row, error)
  }
}

/** What goes wrong here is a fault of the disk or the database, or of the shop's token: never of the delivery. */
async function fetcherFor(
  { fetcherOf }: InboxReader,
  row: InboxRow,
  { path }: NeedsFetch,
): Promise<Fetcher | undefined> {
  try {
    return await fetcherOf?.(row)
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : 'unknown'
    const reason = cause instanceof CannotAsk ? cause.reason : `how could not be found out (${name})`
    throw new NeedsFetch(path, reason, { cause })
  }
}

/** @param asked Its provider was asked, or the shop does without. */
function readingOf(read: ReadDelivery, { asked }: { asked: boolean }): Reading {
  return 'ignored' in read
    ? { kind: 'ignored', reason: read.ignored, asked }
    : { kind: 'events', events: read.events, asked }
}

/** What cannot be read today or tomorrow is parked; where the shop has to be asked, later. */
function failureOf({ now }: InboxReader, row: InboxRow, error: unknown): Reading {
  if (error instanceof NeedsFetch) {
    const { refused } = error
    const refusals = row.refusals + (refused === undefined ? 0 : 1)
    if (refused !== undefined && refusals >= MOST_REFUSALS) return { kind: 'parked', reason: REFUSED[refused] }
    if (row.attempts + 1 >= MOST_TRIES) return { kind: 'parked', reason: 'its provider gave no answer for weeks' }
    const wait = Math.min(error.retryAfterSeconds ?? FIRST_WAIT_S * 2 ** Math.min(row.attempts, 12), LONGEST_WAIT_S)
    return { kind: 'later', reason: error.message, dueAt: new Date(now().getTime() + wait * 1000), refused, refusals }
  }
  if (error instanceof UnreadableDelivery) return { kind: 'parked', reason: error.reason }
  // A key that is missing is no fault of the delivery.
  if (error instanceof KeyError) throw error
  // Anything else may hold words of the body: its name has to do.
  const name = error instanceof Error ? error.name : 'unknown'
  return { kind: 'parked', reason: `it could not be read (${name})` }
}

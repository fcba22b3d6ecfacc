import type { Database } from '../database/open-database.ts'
import { KeyError } from '../keys/key-error.ts'
import { NeedsFetch, UnreadableDelivery } from '../shops/delivery-error.ts'
import type { ReadDelivery, ShopFetcher, StoredDelivery, WITHOUT_TOKEN } from '../shops/shop-delivery.ts'
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
  body: Uint8Array
}

/** What is known of a delivery before the books are opened. */
export type ReadRow = { row: InboxRow; read: Reading }

export type Reading =
  | { kind: 'events'; events: ShopEvent[] }
  | { kind: 'ignored'; reason: string }
  | { kind: 'parked'; reason: string }
  | { kind: 'later'; reason: string; dueAt: Date }

export type Fetcher = ShopFetcher | typeof WITHOUT_TOKEN

export type InboxReader = {
  database: Database
  brandId: number
  now: () => Date
  /** The body as it was delivered. */
  open: (row: InboxRow) => Uint8Array
  eventsOf: (provider: Provider, delivery: StoredDelivery, fetcher?: Fetcher) => Promise<ReadDelivery> | ReadDelivery
  /** How a shop's provider can be asked; undefined where it cannot. */
  fetcherOf?: ((row: InboxRow) => Promise<Fetcher | undefined>) | undefined
}

/** Shops asked in one round: the others' deliveries are not kept waiting for them. */
const FETCHES = 16
const FIRST_WAIT_S = 5
const LONGEST_WAIT_S = 3_600

/** Reads the next open deliveries of a brand, in the order they came. Nothing is changed, and no lock is held. */
export async function readInbox(reader: InboxReader, limit: number): Promise<ReadRow[]> {
  const { database, brandId } = reader
  const rows = await database<InboxRow[]>`
    select id, brand_id as "brandId", shop, provider, account, delivery_id as "deliveryId", topic, mode,
      received_at as "receivedAt", attempts, body
    from inbox
    where brand_id = ${brandId} and status in ('received', 'waiting') and due_at <= ${reader.now().toISOString()}
    order by id limit ${limit}`
  const asked: { left: number } = { left: FETCHES }
  const read = await Promise.all(rows.map((row) => readRow(reader, row, asked)))
  return read.filter((each) => each !== undefined)
}

async function readRow(reader: InboxReader, row: InboxRow, asked: { left: number }): Promise<ReadRow | undefined> {
  const { eventsOf, fetcherOf } = reader
  try {
    const { topic, account, receivedAt } = row
    const delivery = { topic, account, receivedAt, body: reader.open(row) }
    try {
      return { row, read: readingOf(await eventsOf(row.provider, delivery)) }
    } catch (error) {
      if (!(error instanceof NeedsFetch)) throw error
      const fetcher = await fetcherOf?.(row)
      if (fetcher === undefined) throw error
      if (asked.left === 0) return undefined
      asked.left -= 1
      return { row, read: readingOf(await eventsOf(row.provider, delivery, fetcher)) }
    }
  } catch (error) {
    return { row, read: failureOf(reader, row, error) }
  }
}

function readingOf(read: ReadDelivery): Reading {
  return 'ignored' in read ? { kind: 'ignored', reason: read.ignored } : { kind: 'events', events: read.events }
}

/** What cannot be read today or tomorrow is parked; where the shop has to be asked, later. */
function failureOf({ now }: InboxReader, row: InboxRow, error: unknown): Reading {
  if (error instanceof NeedsFetch) {
    const wait = error.retryAfterSeconds ?? Math.min(FIRST_WAIT_S * 2 ** Math.min(row.attempts, 12), LONGEST_WAIT_S)
    return { kind: 'later', reason: error.message, dueAt: new Date(now().getTime() + wait * 1000) }
  }
  if (error instanceof UnreadableDelivery) return { kind: 'parked', reason: error.reason }
  // A key that is missing is no fault of the delivery.
  if (error instanceof KeyError) throw error
  // Anything else may hold words of the body: its name has to do.
  const name = error instanceof Error ? error.name : 'unknown'
  return { kind: 'parked', reason: `it could not be read (${name})` }
}

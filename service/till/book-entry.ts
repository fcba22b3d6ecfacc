import { encodeEvents } from '../shops/canonical-json.ts'
import type { Cancel, Customer, Return, Sale } from '../shops/shop-event.ts'
import type { Transaction } from '../database/open-database.ts'
import { insertDelivery } from '../intake/insert-delivery.ts'
import { accountOfTills, type Device } from './device.ts'
import type { TillDesk } from './till-desk.ts'
import { TillError } from './till-error.ts'

export type EntryKind = 'sale' | 'return' | 'void'

export type NewEntry = {
  /** The till's own id of it, which is the delivery's id. */
  id: string
  kind: EntryKind
  orderId: string
  /** What the till calls the order, where the books call it otherwise since its buyer was erased. */
  toldAs: string
  /** Without who bought. */
  event: Sale | Return | Cancel
  customer?: Customer | undefined
  /** What tells this entry from another one of the same id: all of it but times and people. */
  said: unknown
  /** What it earns or takes, in 0.01 point. */
  points: bigint
}

/** `points`: what was answered the first time. */
export type BookedEntry = { known: boolean; points: bigint }

/**
 * Puts what a till tells into the inbox, once: nothing happens where it is there already. Throws where the id or the order
 * stands for something else.
 */
export async function bookEntry(
  sql: Transaction,
  desk: TillDesk,
  device: Device,
  entry: NewEntry,
): Promise<BookedEntry> {
  const { id, kind, orderId, toldAs, event, customer, said } = entry
  const { brandId, number, location, mode } = device
  const account = accountOfTills(mode)
  const digest = desk.vault.digest(brandId, Buffer.from(textOf({ kind, orderId: toldAs, said })))
  const written = await sql`
    insert into till_entries (brand_id, account, entry_id, kind, order_id, device, location, digest, has_member,
      points, event)
    values (${brandId}, ${account}, ${id}, ${kind}, ${orderId}, ${number}, ${location}, ${digest},
      ${customer !== undefined}, ${entry.points}, ${textOf([event])}::text::jsonb)
    on conflict do nothing`
  if (written.count === 0) return sameOrRefused(sql, device, { ...entry, digest })
  const [shop] = await sql<{ number: number }[]>`
    select number from shops
    where brand_id = ${brandId} and provider = 'till' and account = ${account} and mode = ${mode}`
  if (!shop) throw new Error('The shop of this till is not there.')
  await insertDelivery(sql, desk.vault, {
    ...{ brandId, shop: shop.number, provider: 'till' as const, account, mode, deliveryId: id, topic: `till.${kind}` },
    happenedAt: new Date(event.at),
    body: encodeEvents([event.kind === 'sale' ? { ...event, customer } : event]),
  })
  return { known: false, points: entry.points }
}

async function sameOrRefused(
  sql: Transaction,
  { brandId, mode }: Device,
  { id, kind, digest }: NewEntry & { digest: string },
): Promise<BookedEntry> {
  const [known] = await sql<{ kind: string; digest: string; points: bigint }[]>`
    select kind, digest, points from till_entries
    where brand_id = ${brandId} and account = ${accountOfTills(mode)} and entry_id = ${id}`
  if (known && known.kind === kind && known.digest === digest) return { known: true, points: known.points }
  if (known) throw idTaken(known.kind)
  const sentence =
    kind === 'void'
      ? 'This order was voided before.'
      : 'This order was sold before, otherwise. Give every sale an order of its own, with the location or device in it.'
  throw new TillError('OrderTaken', { status: 409, sentence })
}

export function idTaken(kind: string): TillError {
  const sentence = `Another ${kind} of this brand was sent under this id. Make a new id for each new thing.`
  return new TillError('IdTaken', { status: 409, sentence })
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? each.toString() : each))

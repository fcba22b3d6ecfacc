import { formatPoints } from '../../chain/codec/points.ts'
import type { Transaction } from '../database/open-database.ts'
import type { Cancel, Return, ReturnLine } from '../shops/shop-event.ts'
import { orderNameOf, refundNameOf } from '../people/order-name.ts'
import { bookEntry, type EntryKind } from './book-entry.ts'
import { checkTime } from './book-sale.ts'
import { accountOfTills, type Device } from './device.ts'
import { foreseeTaken } from './foresee.ts'
import { paymentsToRefund } from './payments-to-refund.ts'
import type { TillDesk } from './till-desk.ts'
import { TillError } from './till-error.ts'
import { takeText } from './till-text.ts'

export type ReturnAsked = {
  return: string
  order: string
  at?: Date | undefined
  lines?: readonly ReturnLine[] | undefined
  amount?: bigint | undefined
  full?: boolean | undefined
  staff?: string | undefined
}

export type VoidAsked = { void: string; order: string; at?: Date | undefined; staff?: string | undefined }

type Taking = {
  id: string
  kind: Exclude<EntryKind, 'sale'>
  event: (Return | Cancel) & { orderId: string }
  /** What the till calls the order. */
  toldAs: string
  said: unknown
}

/** Books what came back of an order, at whatever store it was sold. */
export async function bookReturn(sql: Transaction, desk: TillDesk, device: Device, asked: ReturnAsked) {
  const { return: id, order: toldAs, lines, amount = 0n, full = false, staff } = asked
  const order = await orderNameOf(sql, desk, device, toldAs)
  await checkLines(sql, device, { order, lines })
  const refundId = await refundNameOf(desk, device, { order, toldAs, id })
  const event: Return & { orderId: string } = {
    ...{ kind: 'return', ...timeOf(desk, device, asked.at), refundId, orderId: order, amount, full },
    lines: lines && [...lines],
    staff,
  }
  const taken = await take(sql, desk, device, { id, kind: 'return', event, toldAs, said: { lines, amount, full } })
  return { return: id, order: toldAs, ...taken }
}

/** Books that an order did not happen: all of it goes back. */
export async function voidSale(sql: Transaction, desk: TillDesk, device: Device, asked: VoidAsked) {
  const { void: id, order: toldAs, staff } = asked
  const order = await orderNameOf(sql, desk, device, toldAs)
  await lockOrder(sql, device, order)
  const event = { kind: 'cancel' as const, ...timeOf(desk, device, asked.at), orderId: order, staff }
  const taken = await take(sql, desk, device, { id, kind: 'void', event, toldAs, said: {} })
  return { void: id, order: toldAs, ...taken }
}

async function take(sql: Transaction, desk: TillDesk, device: Device, { id, kind, event, toldAs, said }: Taking) {
  const points = await foreseeTaken(sql, desk, device, { id, event })
  const booked = await bookEntry(sql, desk, device, { id, kind, orderId: event.orderId, toldAs, event, said, points })
  return {
    known: booked.known,
    taken: formatPoints(booked.points),
    payments: await paymentsToRefund(sql, device, { orderId: event.orderId, tell: !booked.known }),
    text: takeText(booked.points, kind),
  }
}

function timeOf({ now }: TillDesk, { mode }: Device, at: Date | undefined): { at: string; test: boolean } {
  const time = at ?? now()
  checkTime(time, now())
  return { at: time.toISOString(), test: mode === 'test' }
}

/** The sale an order is known by; two who take back of it at once do so one after the other. */
async function lockOrder(sql: Transaction, { brandId, mode }: Device, orderId: string): Promise<{ lines: string[] }> {
  const [row] = await sql<{ lines: string[] }[]>`
    select array(select line ->> 'lineId' from jsonb_array_elements(event -> 0 -> 'lines') line) as lines from till_entries
    where brand_id = ${brandId} and account = ${accountOfTills(mode)} and order_id = ${orderId} and kind = 'sale'
    for update`
  const found = row ?? (await lockBooked(sql, { brandId, mode }, orderId))
  if (found) return found
  const sentence = 'No till of this brand sold this order. Check the number on the receipt.'
  throw new TillError('UnknownOrder', { status: 404, sentence })
}

/** The same out of the books, where a database that was brought back no longer has what its tills told. */
async function lockBooked(
  sql: Transaction,
  { brandId, mode }: Pick<Device, 'brandId' | 'mode'>,
  orderId: string,
): Promise<{ lines: string[] } | undefined> {
  const [row] = await sql<{ lines: string[] }[]>`
    select array(select line ->> 'id' from jsonb_array_elements(s.lines) line) as lines
    from orders o join sales s on s.brand_id = o.brand_id and s.order_number = o.number
    where o.brand_id = ${brandId} and o.provider = 'till' and o.shop = ${accountOfTills(mode)} and o.order_id = ${orderId}
      and s.digest is not null
    for update of o`
  return row
}

async function checkLines(
  sql: Transaction,
  device: Device,
  { order, lines = [] }: Pick<ReturnAsked, 'order' | 'lines'>,
): Promise<void> {
  const sold = new Set((await lockOrder(sql, device, order)).lines)
  const strange = lines.find(({ lineId }) => !sold.has(lineId))
  if (!strange) return
  const sentence = `The order has no line ${strange.lineId}. Name its lines as the sale did, or return an amount.`
  throw new TillError('UnknownLine', { status: 422, sentence })
}

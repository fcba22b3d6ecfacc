import { formatPoints, parsePoints } from '../../chain/codec/points.ts'
import type { Transaction } from '../database/open-database.ts'
import { readRules } from '../ledger/brand-rules.ts'
import type { Sale, SaleLine } from '../shops/shop-event.ts'
import { describeBasket } from './basket.ts'
import { orderNameOf } from '../people/order-name.ts'
import { bookEntry } from './book-entry.ts'
import type { CardSearch } from './card-tries.ts'
import { customerOf } from './customer-of.ts'
import type { Device } from './device.ts'
import type { FoundMember } from './find-member.ts'
import { findByHandle, findShown } from './look-up-member.ts'
import { plausibleTime } from './plausible-time.ts'
import type { TillDesk } from './till-desk.ts'
import { TillError } from './till-error.ts'
import { tenderOf } from './tender-of.ts'

/** A handle, or what the member showed. */
export type MemberAsked = string | { qr: string } | { card: string }

export type SaleAsked = {
  sale: string
  order: string
  /** Now, where it is missing. */
  at?: Date | undefined
  currency: string
  member?: MemberAsked | undefined
  staff?: string | undefined
  lines: readonly SaleLine[]
  total?: bigint | undefined
  payments: readonly string[]
}

/** `tries` counts the cards that nobody has. */
export type SaleBooked = SaleAsked & { tries: CardSearch }

const byCard = ({ member }: SaleAsked): boolean => typeof member === 'object' && 'card' in member

/** Offline tills tell of sales this long after. */
const OLDEST_MS = 30 * 86_400_000
const AHEAD_MS = 300_000

/** Books a sale: durable when this returns, minted by the worker later. */
export async function bookSale(sql: Transaction, desk: TillDesk, device: Device, { tries, ...asked }: SaleBooked) {
  const { sale: id, order: toldAs, currency, lines } = asked
  const order = await orderNameOf(sql, desk, device, toldAs)
  const now = desk.now()
  const at = asked.at ?? now
  checkTime(at, now)
  const total = totalOf(asked)
  const paidAt = plausibleTime(at, device, now)
  const look = (): Promise<FoundMember | undefined> => memberOf(sql, desk, device, asked, at)
  const found = await (byCard(asked) ? tries.find(look) : look())
  const tender = await tenderOf(sql, device, { sale: id, order, currency, payments: asked.payments })
  const event: Sale = {
    ...{
      kind: 'sale',
      at: at.toISOString(),
      test: device.mode === 'test',
      orderId: order,
      paidAt: paidAt.toISOString(),
    },
    ...{ currency, channel: 'store', location: device.location, staff: asked.staff },
    lines: [...lines],
    ...{ total, pointsTender: tender },
  }
  const rules = await readRules(sql, device.brandId)
  const basket = describeBasket(rules, { lines, currency, tender, paidAt, hasMember: found !== undefined })
  const { known, points } = await bookEntry(sql, desk, device, {
    ...{ id, kind: 'sale', orderId: order, toldAs, event },
    customer: found && (await customerOf(sql, desk, device, found)),
    said: { currency, lines, total, payments: asked.payments },
    points: parsePoints(basket.earned),
  })
  return { sale: id, order: toldAs, known, ...basket, earned: formatPoints(points) }
}

async function memberOf(
  sql: Transaction,
  desk: TillDesk,
  device: Device,
  { member }: SaleAsked,
  at: Date,
): Promise<FoundMember | undefined> {
  if (member === undefined) return undefined
  return typeof member === 'string' ? findByHandle(desk, device, member, sql) : findShown(desk, device, member, at, sql)
}

function totalOf({ lines, total }: SaleAsked): bigint {
  const net = lines.reduce((sum, line) => sum + line.net, 0n)
  if (total === undefined) return lines.reduce((sum, line) => sum + line.tax, net)
  if (total >= net) return total
  const sentence =
    'The total is less than the lines together. Put discounts into the lines; the total is all that was paid.'
  throw new TillError('TotalTooSmall', { status: 422, sentence })
}

export function checkTime(at: Date, now: Date): void {
  const age = now.getTime() - at.getTime()
  if (age <= OLDEST_MS && age >= -AHEAD_MS) return
  const sentence = 'The time is more than 30 days ago, or ahead of ours. Check the clock of the till.'
  throw new TillError('AtUnfit', { status: 422, sentence })
}

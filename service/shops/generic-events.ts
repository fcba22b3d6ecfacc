import { customerOf } from './customer-of.ts'
import { parseJson } from './exact-json.ts'
import { type GenericMessage, genericSchema } from './generic-schema.ts'
import { microNearest } from './micro.ts'
import { readAs } from './read-as.ts'
import type { Adapter } from './shop-delivery.ts'
import type { Return, Sale, SaleLine, ShopEvent } from './shop-event.ts'
import { utcOf } from './utc.ts'

type Told<type extends GenericMessage['type']> = Extract<GenericMessage, { type: type }>['data']
type Common = { at: string; test: boolean }

const TYPES = new Set<string>(['sale.paid', 'sale.returned', 'sale.return_undone', 'sale.cancelled'])

export const genericEvents: Adapter = ({ topic, body }) => {
  const message = parseJson(body)
  if (isOfAnotherType(message) && !TYPES.has(topic)) return { ignored: 'this type of message is not known' }
  return { events: [eventOf(readAs(genericSchema, message))] }
}

function isOfAnotherType(message: unknown): boolean {
  const type = (message as { type?: unknown } | null)?.type
  return typeof type === 'string' && !TYPES.has(type)
}

function eventOf({ type, at: time, data }: GenericMessage): ShopEvent {
  const common = { at: utcOf(time), test: data.test === true }
  switch (type) {
    case 'sale.paid':
      return saleOf(data, common)
    case 'sale.returned':
      return returnOf(data, common)
    case 'sale.return_undone':
      return { kind: 'returnUndone', ...common, refundId: data.refund, orderId: data.order }
    case 'sale.cancelled':
      return { kind: 'cancel', ...common, orderId: data.order }
  }
}

function saleOf(sale: Told<'sale.paid'>, common: Common): Sale {
  const lines = sale.lines.map((line): SaleLine => ({
    lineId: line.id,
    ...{ sku: line.sku, product: line.product, categories: line.categories, quantity: line.quantity ?? '1' },
    net: microNearest(line.net),
    tax: microNearest(line.tax ?? '0'),
    giftCard: line.gift_card === true,
  }))
  const sum = lines.reduce((total, { net, tax }) => total + net + tax, 0n)
  const { customer } = sale
  return {
    ...{ kind: 'sale', ...common, orderId: sale.order, paidAt: common.at, currency: sale.currency },
    version: sale.version === undefined ? undefined : BigInt(sale.version),
    channel: sale.channel ?? 'web',
    ...{ location: sale.location, staff: sale.staff },
    customer: customerOf({
      id: customer?.id,
      email: customer?.email,
      phone: customer?.phone,
      account: customer?.account,
    }),
    lines,
    total: sale.total === undefined ? sum : microNearest(sale.total),
    pointsTender: microNearest(sale.points_tender ?? '0'),
    paymentIds: sale.payments,
  }
}

function returnOf(told: Told<'sale.returned'>, common: Common): Return {
  const { refund: refundId, order: orderId } = told
  const staff = told.staff === undefined ? {} : { staff: told.staff }
  if (!('lines' in told))
    return { kind: 'return', ...common, refundId, orderId, ...staff, amount: microNearest(told.amount) }
  const lines = told.lines.map(({ id, quantity, net }) => ({
    lineId: id,
    quantity: quantity ?? '1',
    ...(net === undefined ? {} : { net: microNearest(net) }),
  }))
  const amount =
    told.amount === undefined ? lines.reduce((sum, { net = 0n }) => sum + net, 0n) : microNearest(told.amount)
  return { kind: 'return', ...common, refundId, orderId, ...staff, lines, amount }
}

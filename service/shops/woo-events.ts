import { parseExactJson } from './exact-json.ts'
import { readAs } from './read-as.ts'
import type { Adapter } from './shop-delivery.ts'
import type { RefundList } from './shop-event.ts'
import { utcOfGmt } from './utc.ts'
import { wooReturns } from './woo-returns.ts'
import { wooSale, wooVersion } from './woo-sale.ts'
import { wooOrderSchema } from './woo-schema.ts'

const PAID = new Set(['processing', 'completed'])
const TAKEN_BACK = new Set(['cancelled', 'refunded', 'failed'])

/**
 * `order.created` is sent only for an order of the last 10 seconds, in which `order.updated` is not: both say the same,
 * the whole order as it is now. There is no topic for refunds: the order names those it has.
 */
export const wooEvents: Adapter = async ({ topic, body }, fetcher) => {
  if (topic === 'order.deleted') return { ignored: 'a deleted record moves no money' }
  if (!['order.created', 'order.updated', 'order.restored'].includes(topic))
    return { ignored: 'this topic is not used' }

  const order = readAs(wooOrderSchema, parseExactJson(body))
  if (order.date_paid_gmt === undefined) return { ignored: 'the order is not paid' }
  const common = { orderId: order.id, version: wooVersion(order), at: utcOfGmt(order.date_modified_gmt), test: false }
  if (TAKEN_BACK.has(order.status)) return { events: [{ kind: 'cancel', ...common }] }
  if (!PAID.has(order.status)) return { ignored: 'orders count when they are processing or completed' }

  const refundIds = (order.refunds ?? []).map(({ id }) => id)
  const refunds: RefundList = { kind: 'refundList', ...common, refundIds }
  const sale = wooSale(order, order.date_paid_gmt)
  return { events: [sale, ...(await wooReturns(order, fetcher)), refunds] }
}

import { askSquareOrder, squareOrderPath } from './ask-square-order.ts'
import { NeedsFetch, UnreadableDelivery } from './delivery-error.ts'
import { parseExactJson } from './exact-json.ts'
import { readAs } from './read-as.ts'
import { type Adapter, type ReadDelivery, type ShopFetcher, WITHOUT_TOKEN } from './shop-delivery.ts'
import { squareReturn } from './square-return.ts'
import { squareSale, squareSaleOfPayment } from './square-sale.ts'
import { squareEventSchema, squareOrderEventSchema, squarePaymentSchema, squareRefundSchema } from './square-schema.ts'
import { utcOf } from './utc.ts'

type Asked = ShopFetcher | typeof WITHOUT_TOKEN | undefined
type SquareEvent = { createdAt: string; object: (name: string) => unknown }
type Reader = (event: SquareEvent, fetcher: Asked) => Promise<ReadDelivery> | ReadDelivery

const READERS = new Map<string, Reader>([
  ['payment.created', readPayment],
  ['payment.updated', readPayment],
  ['refund.created', readRefund],
  ['refund.updated', readRefund],
  ['order.updated', readOrder],
])

/** One refund or payment is told many times: only COMPLETED counts, and the ledger knows it by its id. */
export const squareEvents: Adapter = ({ topic, body }, fetcher) => {
  const reader = READERS.get(topic)
  if (!reader) {
    return { ignored: topic === 'order.created' ? 'a new order is not paid' : 'this topic is not used' }
  }
  const { created_at: createdAt, data } = readAs(squareEventSchema, parseExactJson(body))
  return reader({ createdAt, object: (name) => data.object[name] }, fetcher)
}

async function readPayment({ object }: SquareEvent, fetcher: Asked): Promise<ReadDelivery> {
  const payment = readAs(squarePaymentSchema, object('payment'))
  if (payment.status !== 'COMPLETED') return { ignored: 'the payment is not completed' }
  if (fetcher === WITHOUT_TOKEN || !payment.order_id) return { events: [squareSaleOfPayment(payment)] }
  if (fetcher === undefined) throw new NeedsFetch(squareOrderPath(payment.order_id))
  return squareSale(await askSquareOrder(fetcher, payment.order_id), payment)
}

async function readRefund({ object }: SquareEvent, fetcher: Asked): Promise<ReadDelivery> {
  const refund = readAs(squareRefundSchema, object('refund'))
  const paymentId = refund.payment_id ?? undefined
  if (refund.status === 'FAILED' || refund.status === 'REJECTED') {
    const at = utcOf(refund.updated_at ?? refund.created_at)
    return { events: [{ kind: 'returnUndone', refundId: refund.id, paymentId, at, test: false }] }
  }
  if (refund.status !== 'COMPLETED') return { ignored: 'the refund is not completed' }
  if (fetcher === WITHOUT_TOKEN || !refund.order_id) {
    return paymentId ? { events: [squareReturn(refund)] } : { ignored: 'the refund names no payment' }
  }
  if (fetcher === undefined) throw new NeedsFetch(squareOrderPath(refund.order_id))
  const found = squareReturn(refund, await askSquareOrder(fetcher, refund.order_id))
  return found.orderId || paymentId ? { events: [found] } : { ignored: 'the refund names neither order nor payment' }
}

/** The event has no lines. An order that is given up comes back whole; paid ones are told here once more. */
async function readOrder({ object, createdAt }: SquareEvent, fetcher: Asked): Promise<ReadDelivery> {
  const order = readAs(squareOrderEventSchema, object('order_updated'))
  if (order.state === 'CANCELED') {
    const version = order.version ?? undefined
    return { events: [{ kind: 'cancel', orderId: order.order_id, version, at: utcOf(createdAt), test: false }] }
  }
  if (order.state === 'DRAFT') return { ignored: 'the order is a draft' }
  if (fetcher === WITHOUT_TOKEN) return { ignored: 'without an API token its payments count' }
  if (fetcher === undefined) throw new NeedsFetch(squareOrderPath(order.order_id))
  const asked = await askSquareOrder(fetcher, order.order_id)
  if (asked.id !== order.order_id) throw new UnreadableDelivery('the provider answered with another order')
  return squareSale(asked)
}

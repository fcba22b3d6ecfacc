import { askStripeLines, stripeLinesPath } from './ask-stripe-lines.ts'
import { stripeExponent } from './currency-exponent.ts'
import { NeedsFetch } from './delivery-error.ts'
import { parseExactJson } from './exact-json.ts'
import { microOfMinor } from './micro.ts'
import { readAs } from './read-as.ts'
import { type Adapter, type ReadDelivery, type StoredDelivery, WITHOUT_TOKEN } from './shop-delivery.ts'
import { stripeSale } from './stripe-sale.ts'
import { stripeEventSchema, stripeRefundSchema, stripeSessionSchema } from './stripe-schema.ts'
import { utcOfSeconds } from './utc.ts'

type Told = { object: unknown; at: string; test: boolean }

const SESSIONS = new Set(['checkout.session.completed', 'checkout.session.async_payment_succeeded'])
/** `charge.refund.updated` is the same refund under its older name. */
const REFUNDS = new Set(['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated'])
const UNUSED = new Map([
  ['charge.refunded', 'its amount is cumulative; the refund itself comes as refund.created and refund.updated'],
  ['checkout.session.async_payment_failed', 'nothing was paid'],
  ['checkout.session.expired', 'nothing was paid'],
  ['payment_intent.succeeded', 'the checkout session counts'],
  ['charge.succeeded', 'the checkout session counts'],
])

export const stripeEvents: Adapter = (delivery, fetcher) => {
  if (SESSIONS.has(delivery.topic)) return readSession(toldBy(delivery), fetcher)
  if (REFUNDS.has(delivery.topic)) return readRefund(toldBy(delivery))
  if (delivery.topic.startsWith('charge.dispute.')) {
    return { ignored: 'a dispute is not decided; take the points back by hand if it is lost' }
  }
  return { ignored: UNUSED.get(delivery.topic) ?? 'this topic is not used' }
}

function toldBy({ body }: StoredDelivery): Told {
  const event = readAs(stripeEventSchema, parseExactJson(body))
  return { object: event.data.object, at: utcOfSeconds(event.created), test: event.livemode === false }
}

/** A session that is complete need not be paid; a delayed payment is told later under the other name. */
async function readSession(told: Told, fetcher: Parameters<Adapter>[1]): Promise<ReadDelivery> {
  const session = readAs(stripeSessionSchema, told.object)
  if (session.mode === 'setup') return { ignored: 'the session only stores a card' }
  if (session.mode === 'subscription') {
    return { ignored: 'subscriptions are left out: their refunds name invoices, not this session' }
  }
  if (session.payment_status !== 'paid' && session.payment_status !== 'no_payment_required') {
    return { ignored: 'the session is not paid yet' }
  }
  if (fetcher === WITHOUT_TOKEN) return { events: [stripeSale(session, told)] }
  if (fetcher === undefined) throw new NeedsFetch(stripeLinesPath(session.id))
  return { events: [stripeSale(session, told, await askStripeLines(fetcher, session.id))] }
}

function readRefund({ object, at, test }: Told): ReadDelivery {
  const refund = readAs(stripeRefundSchema, object)
  const paymentId = refund.payment_intent ?? undefined
  if (paymentId === undefined) return { ignored: 'the refund names no payment intent, so it is of no checkout session' }
  const common = { refundId: refund.id, paymentId, at, test }
  if (refund.status === 'failed' || refund.status === 'canceled')
    return { events: [{ kind: 'returnUndone', ...common }] }
  if (refund.status !== 'succeeded') return { ignored: 'the refund has not succeeded yet' }
  const amount = microOfMinor(refund.amount, stripeExponent(refund.currency))
  return { events: [{ kind: 'return', ...common, amount, currency: refund.currency }] }
}

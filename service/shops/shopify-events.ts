import { customerOf } from './customer-of.ts'
import { parseExactJson } from './exact-json.ts'
import { readAs } from './read-as.ts'
import type { Adapter, ReadDelivery, StoredDelivery } from './shop-delivery.ts'
import type { PrivacyRequest, ShopEvent } from './shop-event.ts'
import { shopifyReturn } from './shopify-return.ts'
import { shopifySale } from './shopify-sale.ts'
import {
  shopifyId,
  type ShopifyOrder,
  shopifyOrderSchema,
  shopifyPrivacySchema,
  shopifyRefundSchema,
} from './shopify-schema.ts'
import { utcOf } from './utc.ts'

/** Topics that are told and not used, each with why. */
const UNUSED = new Map([
  ['orders/create', 'an order that is placed is not paid; orders/paid counts'],
  ['orders/updated', 'orders/paid, refunds/create and orders/cancelled say what counts'],
  ['orders/fulfilled', 'orders/paid counts'],
  ['orders/edited', 'an edit says no prices; what it takes away comes as refunds/create'],
  ['order_transactions/create', 'orders/paid and refunds/create count'],
])

const PRIVACY = new Map<string, PrivacyRequest['request']>([
  ['customers/data_request', 'data'],
  ['customers/redact', 'redactCustomer'],
  ['shop/redact', 'redactShop'],
])

/**
 * States in which money is still to come. Once all of it is there, `orders/paid` is told again. What is paid, refunded or voided
 * stands in the topics: the topic counts, and Shopify's own example of `orders/paid` is voided.
 */
const UNPAID = new Set(['pending', 'authorized', 'partially_paid', 'expired'])

/** Orders of every kind have the same body: only the topic says what happened. */
export const shopifyEvents: Adapter = (delivery) => {
  const { topic, body } = delivery
  const request = PRIVACY.get(topic)
  if (request) return privacy(request, delivery)
  if (topic === 'orders/paid') return paid(readAs(shopifyOrderSchema, parseExactJson(body)))
  if (topic === 'orders/cancelled') return cancel(body)
  if (topic === 'refunds/create') return shopifyReturn(readAs(shopifyRefundSchema, parseExactJson(body)))
  return { ignored: UNUSED.get(topic) ?? 'this topic is not used' }
}

function paid(order: ShopifyOrder): ReadDelivery {
  const status = order.financial_status ?? ''
  if (UNPAID.has(status)) return { ignored: `the order is not paid (${status}): its money is still to come` }
  return { events: [shopifySale(order), ...returnsIn(order)] }
}

/** An order of an export bears its refunds, which nobody else may tell; one that came by itself counts once by its id. */
function returnsIn(order: ShopifyOrder): ShopEvent[] {
  return (order.refunds ?? []).flatMap((refund) => {
    const read = shopifyReturn({ ...refund, order_id: shopifyId(order) })
    return 'events' in read ? read.events : []
  })
}

function cancel(body: Uint8Array): ReadDelivery {
  const order = readAs(
    shopifyOrderSchema.pick({
      id: true,
      admin_graphql_api_id: true,
      cancelled_at: true,
      updated_at: true,
      created_at: true,
      test: true,
    }),
    parseExactJson(body),
  )
  const at = utcOf(order.cancelled_at ?? order.updated_at ?? order.created_at)
  return { events: [{ kind: 'cancel', orderId: shopifyId(order), at, test: order.test === true }] }
}

function privacy(request: PrivacyRequest['request'], { body, receivedAt }: StoredDelivery): ReadDelivery {
  const asked = readAs(shopifyPrivacySchema, parseExactJson(body))
  return {
    events: [
      {
        ...{ kind: 'privacy', request, at: receivedAt.toISOString(), test: false },
        customer: asked.customer ? customerOf(asked.customer) : undefined,
        orderIds: asked.orders_to_redact ?? asked.orders_requested ?? [],
      },
    ],
  }
}

import { createHash, createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { WebhookProvider } from '../../../service/shops/shop-delivery.ts'

/** Where the vendors' own examples lie, beside the repository: they may not be copied into it. */
export const VENDOR_FOLDER = fileURLToPath(new URL('../../../../shared/data/webhooks/', import.meta.url))

export const haveVendorExamples = (): boolean => existsSync(VENDOR_FOLDER)

const read = (name: string): string => readFileSync(`${VENDOR_FOLDER}${name}`, 'utf8')

export type VendorMessage = { topic: string; body: string }

/** An order of a vendor's examples, and what takes it back; points as people say them. */
export type VendorOrder = {
  provider: Exclude<WebhookProvider, 'generic'>
  account: string
  secret: string
  orderId: string
  sold: VendorMessage
  /** What counts of it, in cents. */
  netCents: bigint
  earned: bigint
  back: VendorMessage
  kept: bigint
}

/** Numbers of the examples are beyond what JavaScript can hold, so changes are made in their text. */
function change(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to)
  if (changed === text) throw new Error(`The example has no ${String(from)}.`)
  return changed
}

/**
 * The examples, each changed in no more than what makes it an order of a real shop: Shopify and Stripe mark theirs as tests
 * or leave out the payment, WooCommerce has no example of an order taken back, and Square's refund is of another payment.
 */
export function vendorOrders(): VendorOrder[] {
  const paid = change(read('shopify/2026-01.orders.paid.json'), '"test": true', '"test": false')
  const sold = change(paid, '"financial_status": "voided"', '"financial_status": "paid"')
  const woo = read('woocommerce/v3.order.updated.json')
  const payment = read('square/payment.updated.json')
  const session = read('stripe/event.checkout.session.completed.payment_mode.json')
  const refund = read('stripe/event.charge.refund.updated.json')
  const live = (text: string) => text.replace(/"livemode": ?false/g, '"livemode": true')
  return [
    {
      ...{ provider: 'shopify', account: 'tea.myshopify.com', secret: 'test_secret' },
      ...{ orderId: '820982911946154508', netCents: 41_495n, earned: 414n, kept: 0n },
      sold: { topic: 'orders/paid', body: sold },
      back: { topic: 'orders/cancelled', body: paid },
    },
    {
      ...{ provider: 'woocommerce', account: 'example.com', secret: 'test_secret' },
      ...{ orderId: '727', netCents: 1_800n, earned: 18n, kept: 0n },
      sold: { topic: 'order.updated', body: woo },
      back: { topic: 'order.updated', body: refundedLater(woo) },
    },
    {
      ...{ provider: 'square', account: '6SSW7HV8K2ST5', secret: 'test_secret' },
      ...{ orderId: 'hYy9pRFVxpDsO1FB05SunFWUe9JZY', netCents: 100n, earned: 1n, kept: 0n },
      sold: { topic: '', body: change(payment, '"source_type"', '"customer_id": "CUST-1", "source_type"') },
      back: { topic: '', body: squareRefund() },
    },
    {
      ...{ provider: 'stripe', account: 'acct_1', secret: 'whsec_test' },
      ...{ orderId: 'cs_00000000000000', netCents: 25_000n, earned: 250n, kept: 249n },
      sold: { topic: '', body: live(session) },
      back: {
        topic: '',
        body: live(change(refund, '"payment_intent": null', '"payment_intent": "pi_00000000000000"')),
      },
    },
  ]
}

/** An order of our own making in Shopify's format, where the vendor's is not there. */
export function ownOrder(): VendorOrder {
  const body = JSON.stringify({
    id: 7_000_000_001,
    currency: 'USD',
    test: false,
    financial_status: 'paid',
    created_at: '2026-01-02T10:00:00Z',
    processed_at: '2026-01-02T10:00:00Z',
    updated_at: '2026-01-02T10:00:00Z',
    cancelled_at: '2026-01-03T10:00:00Z',
    subtotal_price: '42.00',
    total_price: '42.00',
    source_name: 'web',
    customer: { id: 501, email: 'shopper@example.com' },
    line_items: [{ id: 1, quantity: 2, price: '21.00', sku: 'TENT-PEG', gift_card: false, discount_allocations: [] }],
  })
  return {
    ...{ provider: 'shopify', account: 'own.myshopify.com', secret: 'test_secret', orderId: '7000000001' },
    ...{ sold: { topic: 'orders/paid', body }, netCents: 4_200n, earned: 42n },
    ...{ back: { topic: 'orders/cancelled', body }, kept: 0n },
  }
}

function refundedLater(order: string): string {
  const refunded = change(order, '"status": "completed"', '"status": "refunded"')
  return change(refunded, /"date_modified_gmt": "[^"]+"/, '"date_modified_gmt": "2017-03-23T10:00:00"')
}

function squareRefund(): string {
  const text = read('square/refund.updated.json')
  const ofPayment = change(text, /"payment_id": "[^"]+"/, '"payment_id": "hYy9pRFVxpDsO1FB05SunFWUe9JZY"')
  return change(ofPayment, '"amount": 1000', '"amount": 100')
}

/** The same order by somebody new at a shop of its own, for a test that is played more than once. */
export function byNewCustomer(order: VendorOrder, name: string): VendorOrder {
  const first = order.orderId.slice(0, -3)
  const fresh = createHash('sha256')
    .update(name)
    .digest()
    .readBigUInt64BE()
    .toString()
    .padStart(20, '1')
    .slice(-first.length)
  const renamed = ({ topic, body }: VendorMessage): VendorMessage => {
    return {
      topic,
      body: body.replaceAll(/[\w.]+@example\.com/g, `${name}@example.com`).replaceAll(first, `1${fresh.slice(1)}`),
    }
  }
  const orderId = order.orderId.replace(first, `1${fresh.slice(1)}`)
  return { ...order, orderId, account: `${name}.myshopify.com`, sold: renamed(order.sold), back: renamed(order.back) }
}

const mac = (secret: string, encoding: 'base64' | 'hex', text: string): string =>
  createHmac('sha256', secret).update(text).digest(encoding)

/** Headers as the vendor sends them, with a signature by the secret of the reference's vectors. */
export function signedBy(
  { provider, account, secret }: Pick<VendorOrder, 'provider' | 'account' | 'secret'>,
  { topic, body }: VendorMessage,
  { url, at }: { url: string; at: Date },
): Record<string, string> {
  const time = Math.floor(at.getTime() / 1_000)
  const seal = createHmac('sha256', secret)
    .update(topic + body)
    .digest('hex')
  switch (provider) {
    case 'shopify':
      return {
        'x-shopify-hmac-sha256': mac(secret, 'base64', body),
        'x-shopify-topic': topic,
        'x-shopify-shop-domain': account,
        'x-shopify-webhook-id': `w-${seal}`,
      }
    case 'woocommerce':
      return {
        'x-wc-webhook-signature': mac(secret, 'base64', body),
        'x-wc-webhook-topic': topic,
        'x-wc-webhook-source': `https://${account}/`,
        'x-wc-webhook-delivery-id': seal,
      }
    case 'square':
      return { 'x-square-hmacsha256-signature': mac(secret, 'base64', url + body) }
    case 'stripe':
      return { 'stripe-signature': `t=${time},v1=${mac(secret, 'hex', `${time}.${body}`)}` }
  }
}

/** Posts a message as its vendor would; gives the status. */
export async function postVendor(
  service: string,
  brand: string,
  order: VendorOrder,
  message: VendorMessage,
): Promise<number> {
  const url = `${service}/webhooks/${brand}/${order.provider}`
  const headers = { 'content-type': 'application/json', ...signedBy(order, message, { url, at: new Date() }) }
  const answer = await fetch(url, { method: 'POST', headers, body: message.body })
  await answer.arrayBuffer()
  return answer.status
}

import { digestOf } from './peek.ts'
import { requireHeader } from './require-header.ts'
import type { RawDelivery, Verifier } from './shop-delivery.ts'
import { requireSignature } from './signature.ts'

const PING = /^webhook_id=\d{1,20}$/

/**
 * HMAC-SHA256 of the body by the webhook's secret, base64. Its own delivery id is a hash of webhook and second, the
 * same for two orders of one second: a delivery is known by its body instead, which says the order and when it changed.
 */
export const verifyWoocommerce: Verifier = (delivery) => {
  if (isPing(delivery)) return { kind: 'ping' }
  const { headers, body, secrets } = delivery
  const signature = requireHeader(headers, 'x-wc-webhook-signature')
  requireSignature([signature], secrets, { encoding: 'base64', parts: [body] })

  return {
    kind: 'delivery',
    deliveryId: `sha256:${digestOf(body).slice(0, 32)}`,
    topic: requireHeader(headers, 'x-wc-webhook-topic'),
    account: siteOf(requireHeader(headers, 'x-wc-webhook-source')),
  }
}

/** Sent unsigned when a webhook is saved; WooCommerce saves it only if the answer is 200. */
function isPing({ headers, body }: RawDelivery): boolean {
  if (headers.get('x-wc-webhook-signature') !== null || body.length > 40) return false
  return PING.test(new TextDecoder().decode(body).trim())
}

/** `https://Example.com/shop/` is the site `example.com/shop`. */
function siteOf(source: string): string {
  const [host = '', ...path] = source.replace(/^https?:\/\//i, '').split('/')
  return [host.toLowerCase(), ...path.filter((part) => part !== '')].join('/')
}

import { z } from 'zod'
import { digestOf, peek } from './peek.ts'
import { requireHeader } from './require-header.ts'
import type { RawDelivery, Verifier } from './shop-delivery.ts'
import { requireSignature } from './signature.ts'

const PING = /^webhook_id=\d{1,20}$/
const namesSchema = z.object({ id: z.string().regex(/^\d{1,20}$/), date_modified_gmt: z.string().max(40).nullish() })

/**
 * HMAC-SHA256 of the body by the webhook's secret, base64. Its own delivery id is a hash of webhook and second, the
 * same for two orders of one second: a delivery is known by order, time of change and body instead.
 */
export const verifyWoocommerce: Verifier = (delivery) => {
  if (isPing(delivery)) return { kind: 'ping' }
  const { headers, body, secrets } = delivery
  const signature = requireHeader(headers, 'x-wc-webhook-signature')
  requireSignature([signature], secrets, { encoding: 'base64', parts: [body] })

  const names = peek(namesSchema, body)
  const digest = digestOf(body).slice(0, 32)
  return {
    kind: 'delivery',
    deliveryId: names ? `${names.id}:${names.date_modified_gmt ?? ''}:${digest}` : `sha256:${digest}`,
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

import { headerTime, requireHeader } from './require-header.ts'
import type { Verifier } from './shop-delivery.ts'
import { requireSignature } from './signature.ts'

/**
 * HMAC-SHA256 of the body by the app's client secret, base64. Topic, shop and ids are headers that nobody signs; the
 * time it was triggered is information only. The newer kind of delivery names its headers without `X-`.
 */
export const verifyShopify: Verifier = ({ headers, body, secrets }) => {
  const header = (name: string) => requireHeader(headers, `x-shopify-${name}`, `shopify-${name}`)
  requireSignature([header('hmac-sha256')], secrets, { encoding: 'base64', parts: [body] })

  return {
    kind: 'delivery',
    deliveryId: header('webhook-id'),
    topic: header('topic'),
    account: header('shop-domain').toLowerCase(),
    happenedAt: headerTime(headers, 'x-shopify-triggered-at', 'shopify-triggered-at'),
    test: headers.get('x-shopify-test') === 'true' ? true : undefined,
  }
}

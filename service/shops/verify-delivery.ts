import { BadDelivery } from './delivery-error.ts'
import type { Ping, RawDelivery, VerifiedDelivery, Verifier, WebhookProvider } from './shop-delivery.ts'
import { verifyGeneric } from './verify-generic.ts'
import { verifyShopify } from './verify-shopify.ts'
import { verifySquare } from './verify-square.ts'
import { verifyStripe } from './verify-stripe.ts'
import { verifyWoocommerce } from './verify-woocommerce.ts'

const VERIFIERS: Record<WebhookProvider, Verifier> = {
  shopify: verifyShopify,
  woocommerce: verifyWoocommerce,
  square: verifySquare,
  stripe: verifyStripe,
  generic: verifyGeneric,
}

/**
 * Believes a delivery by its signature over the bytes as they came, or throws BadDelivery. A signed delivery that
 * cannot be read is believed too: it is stored, and parked with its reason.
 */
export function verifyDelivery(provider: WebhookProvider, delivery: RawDelivery): VerifiedDelivery | Ping {
  const secrets = delivery.secrets.filter((secret) => secret !== '')
  if (secrets.length === 0) throw new BadDelivery('BadSignature')
  return VERIFIERS[provider]({ ...delivery, secrets })
}

import type { WebhookProvider } from '../shops/shop-delivery.ts'

export const WEBHOOK_PROVIDERS = [
  'shopify',
  'woocommerce',
  'square',
  'stripe',
  'generic',
] as const satisfies WebhookProvider[]

/** The address a provider is given; some sign it, to the byte. */
export function webhookUrl(origin: string, { brand, provider }: { brand: string; provider: WebhookProvider }): string {
  return `${origin.replace(/\/+$/, '')}/webhooks/${brand}/${provider}`
}

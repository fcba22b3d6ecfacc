import { decodeEvents } from './canonical-json.ts'
import { genericEvents } from './generic-events.ts'
import type { Adapter, ReadDelivery, ShopFetcher, StoredDelivery, WITHOUT_TOKEN } from './shop-delivery.ts'
import type { Provider } from './shop-event.ts'
import { shopifyEvents } from './shopify-events.ts'
import { squareEvents } from './square-events.ts'
import { stripeEvents } from './stripe-events.ts'
import { wooEvents } from './woo-events.ts'

const ADAPTERS: Record<Provider, Adapter> = {
  shopify: shopifyEvents,
  woocommerce: wooEvents,
  square: squareEvents,
  stripe: stripeEvents,
  generic: genericEvents,
  till: ({ body }) => ({ events: decodeEvents(body) }),
}

/**
 * What a stored delivery says, or why it says nothing that counts.
 * Throws UnreadableDelivery for what can never be read, NeedsFetch where the provider must be asked (again).
 * @param fetcher None: nothing is asked. WITHOUT_TOKEN: the shop has no token, amounts must do.
 */
export async function eventsOf(
  provider: Provider,
  delivery: StoredDelivery,
  fetcher?: ShopFetcher | typeof WITHOUT_TOKEN,
): Promise<ReadDelivery> {
  return ADAPTERS[provider](delivery, fetcher)
}

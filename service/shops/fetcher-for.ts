import type { FetchOptions } from './fetch-json.ts'
import { fetchSquare } from './fetch-square.ts'
import { fetchStripe } from './fetch-stripe.ts'
import { fetchWoocommerce } from './fetch-woocommerce.ts'
import { type ShopFetcher, WITHOUT_TOKEN } from './shop-delivery.ts'
import type { Provider } from './shop-event.ts'

export type ConnectedShop = { provider: Provider; account: string; mode: 'live' | 'test'; token: string | undefined }

/** How a connected shop's provider is asked; providers that send all there is to know are never asked. */
export function fetcherFor(
  { provider, account, mode, token }: ConnectedShop,
  options: Partial<FetchOptions> = {},
): ShopFetcher | typeof WITHOUT_TOKEN {
  if (token === undefined) return WITHOUT_TOKEN
  switch (provider) {
    case 'square':
      return fetchSquare({ token, mode }, options)
    case 'woocommerce':
      return fetchWoocommerce({ token, site: account }, options)
    case 'stripe':
      return fetchStripe({ token }, options)
    case 'shopify':
    case 'generic':
    case 'till':
      return WITHOUT_TOKEN
  }
}

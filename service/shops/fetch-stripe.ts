import { fetchJson, type FetchOptions } from './fetch-json.ts'
import type { ShopFetcher } from './shop-delivery.ts'

/** Asks Stripe for the lines of a checkout session. @param token A restricted key that may read checkout sessions. */
export function fetchStripe({ token }: { token: string }, options: Partial<FetchOptions> = {}): ShopFetcher {
  return fetchJson({ root: 'https://api.stripe.com', headers: { authorization: `Bearer ${token}` }, ...options })
}

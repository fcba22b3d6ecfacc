import { fetchJson, type FetchOptions } from './fetch-json.ts'
import type { ShopFetcher } from './shop-delivery.ts'

const ROOTS = { live: 'https://connect.squareup.com', test: 'https://connect.squareupsandbox.com' }

/** Asks Square for orders. @param token An access token that may read orders (ORDERS_READ). */
export function fetchSquare(
  { token, mode }: { token: string; mode: 'live' | 'test' },
  options: Partial<FetchOptions> = {},
): ShopFetcher {
  const headers = { authorization: `Bearer ${token}`, 'square-version': '2026-01-22' }
  return fetchJson({ root: ROOTS[mode], headers, ...options })
}

import { isThisMachine } from '../webhooks-out/target-url.ts'
import { fetchJson, type FetchOptions } from './fetch-json.ts'
import type { ShopFetcher } from './shop-delivery.ts'

/**
 * Asks a WooCommerce site for the lines of refunds.
 * @param site As the webhook's source names it, `example.com` or `example.com/shop`.
 * @param token Consumer key and secret of a read-only API key, `ck_…:cs_…`.
 */
export function fetchWoocommerce(
  { token, site }: { token: string; site: string },
  options: Partial<FetchOptions> = {},
): ShopFetcher {
  const headers = { authorization: `Basic ${Buffer.from(token).toString('base64')}` }
  const scheme = options.allowLocal && isThisMachine(site.split(/[:/]/)[0] ?? '') ? 'http' : 'https'
  return fetchJson({ root: `${scheme}://${site}/wp-json/wc/v3`, headers, ...options })
}

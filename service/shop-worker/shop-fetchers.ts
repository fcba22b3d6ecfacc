import type { Database } from '../database/open-database.ts'
import { listShops } from '../intake/list-shops.ts'
import { apiTokenName } from '../intake/shop.ts'
import { SecretCache } from '../keys/secret-cache.ts'
import type { Fetcher, InboxRow } from '../ledger/read-inbox.ts'
import { fetcherFor } from '../shops/fetcher-for.ts'

export type ShopFetchers = {
  database: Database
  home: string
  /** Shops on this machine or in its own network may be asked, too: for development alone. */
  allowLocal?: boolean
}

/** How the shops' providers are asked, each with its own token; one that changed is read anew. */
export function shopFetchers({ database, home, allowLocal = false }: ShopFetchers) {
  const tokens = new SecretCache(home)
  return async ({ brandId, shop, provider, account, mode }: InboxRow): Promise<Fetcher | undefined> => {
    const [found] = await listShops(database, { brandId: Number(brandId), number: shop })
    if (!found) return undefined
    return fetcherFor({ provider, account, mode, token: await tokens.read(apiTokenName(found)) }, { allowLocal })
  }
}

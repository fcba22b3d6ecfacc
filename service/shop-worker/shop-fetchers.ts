import type { Database } from '../database/open-database.ts'
import { raiseAlert, settleAlert } from '../intake/alerts.ts'
import { listShops } from '../intake/list-shops.ts'
import { type Shop, apiTokenName } from '../intake/shop.ts'
import { KeyError } from '../keys/key-error.ts'
import { SecretCache } from '../keys/secret-cache.ts'
import { CannotAsk, type Fetcher, type InboxRow } from '../ledger/read-inbox.ts'
import { fetcherFor } from '../shops/fetcher-for.ts'

export type ShopFetchers = {
  database: Database
  home: string
  /** Shops on this machine or in its own network may be asked, too: for development alone. */
  allowLocal?: boolean
}

/** How the shops' providers are asked, each with its own token; one that changed is read anew. */
export function shopFetchers({ database, home, allowLocal = false }: ShopFetchers) {
  const tokenOf = tokenReader(database, new SecretCache(home))
  return async ({ brandId, shop, provider, account, mode }: InboxRow): Promise<Fetcher | undefined> => {
    const [found] = await listShops(database, { brandId: Number(brandId), number: shop })
    if (!found) return undefined
    const token = await tokenOf(found)
    if (token === undefined && mayGetOne(found))
      throw new CannotAsk('the shop is disconnected: connect it again, with a token')
    return fetcherFor({ provider, account, mode, token }, { allowLocal })
  }
}

/** By amounts alone, tax included, only those are booked that were connected so: a shop disconnected now may come back. */
function mayGetOne({ hasToken, status }: Shop): boolean {
  return hasToken ?? status === 'disconnected'
}

/** One shop's token that cannot be read is that shop's trouble: it is told, and its deliveries wait. */
function tokenReader(database: Database, tokens: SecretCache) {
  /** What another process may have told is settled once. */
  const fine = new Set<string>()
  return async (shop: Shop): Promise<string | undefined> => {
    const { brandId, number, provider, account } = shop
    const name = apiTokenName(shop)
    const alert = { brandId, kind: 'tokenUnreadable', subject: `${provider} ${account}` }
    try {
      const token = await tokens.read(name)
      if (!fine.has(name)) await settleAlert(database, alert)
      fine.add(name)
      return token
    } catch (cause) {
      if (!(cause instanceof KeyError)) throw cause
      fine.delete(name)
      const sentence = `The token of ${account} cannot be read: ${cause.message} Or give a new one with \`points shop rotate ${number} --token-file FILE\`.`
      await raiseAlert(database, { ...alert, detail: { shop: number, account, sentence } })
      throw new CannotAsk('its token cannot be read: give the shop a new one', { cause })
    }
  }
}

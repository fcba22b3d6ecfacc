import type { Database, Transaction } from '../database/open-database.ts'
import { disconnectShop, rotateSecret, type ShopPlace, storeApiToken } from '../intake/change-shop.ts'
import { type ConnectOptions, connectShop } from '../intake/connect-shop.ts'
import type { Shop } from '../intake/shop.ts'
import { type By, recorded, type Told } from './recorded.ts'

type Sql = Database | Transaction

const tellShop = ({ number, provider, account, mode }: Shop): Told => ({
  subject: number,
  detail: { provider, account, mode },
})

export const connectShopBy = (sql: Sql, by: By, options: ConnectOptions): Promise<Shop> =>
  recorded(sql, { by, act: 'shop.connect', work: (own) => connectShop(own, options), tell: tellShop })

export type NewSecrets = Pick<ShopPlace, 'home' | 'number'> & {
  secret?: { text: string; formerUntil: Date } | undefined
  apiToken?: string | undefined
}

/** Gives a shop a new secret, a new token for its provider's API, or both. */
export async function rotateShopBy(sql: Sql, by: By, { secret, apiToken, ...rest }: NewSecrets): Promise<void> {
  const place = { ...rest, brandId: by.brandId }
  const formerUntil = secret?.formerUntil.toISOString() ?? null
  await recorded(sql, {
    ...{ by, act: 'shop.rotate' },
    work: async (own) => {
      if (apiToken !== undefined) await storeApiToken(own, { ...place, token: apiToken })
      if (secret) await rotateSecret(own, { ...place, secret: secret.text, formerUntil: secret.formerUntil })
    },
    tell: () => ({ subject: rest.number, detail: { token: apiToken !== undefined, formerUntil } }),
  })
}

export const disconnectShopBy = (sql: Sql, by: By, place: Pick<ShopPlace, 'home' | 'number'>): Promise<Shop> =>
  recorded(sql, {
    ...{ by, act: 'shop.disconnect', tell: tellShop },
    work: (own) => disconnectShop(own, { ...place, brandId: by.brandId }),
  })

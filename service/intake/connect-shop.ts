import { inTransaction } from '../database/in-transaction.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import { storeSecret } from '../keys/stored-secrets.ts'
import type { Provider } from '../shops/shop-event.ts'
import { listShops } from './list-shops.ts'
import { type Shop, type ShopMode, apiTokenName, webhookSecretName } from './shop.ts'
import { ShopError } from './shop-error.ts'

export type ConnectOptions = {
  home: string
  brandId: number
  brand: string
  provider: Provider
  account: string
  mode: ShopMode
  /** The address its provider is given; none for tills. */
  url: string | null
  secret?: string | undefined
  apiToken?: string | undefined
}

/** Connects a shop, or one again that was disconnected. Its secrets lie in the data folder before the shop is known. */
export async function connectShop(database: Database | Transaction, options: ConnectOptions): Promise<Shop> {
  const { brandId, brand, provider, account, mode, url, secret, apiToken } = options
  return inTransaction(database, async (sql) => {
    // One at a time per brand: the next number is the highest one's.
    await sql`select 1 from brands where brand_id = ${brandId} for no key update`
    const [known] = await sql<{ number: number; status: string }[]>`
      select number, status from shops
      where brand_id = ${brandId} and provider = ${provider} and account = ${account} and mode = ${mode}`
    if (known?.status === 'connected') throw new ShopError(connectedAlready(options, known.number))
    const [row] = known
      ? await sql<{ number: number; secretVersion: number }[]>`
          update shops set status = 'connected', url = ${url}, connected_at = now(), former_secret_until = null,
            has_token = ${apiToken !== undefined}
          where brand_id = ${brandId} and number = ${known.number}
          returning number, secret_version as "secretVersion"`
      : await sql<{ number: number; secretVersion: number }[]>`
          insert into shops (brand_id, number, provider, account, mode, status, url, has_token)
          select ${brandId}, coalesce(max(number), 0) + 1, ${provider}, ${account}, ${mode}, 'connected', ${url},
            ${apiToken !== undefined}
          from shops where brand_id = ${brandId} returning number, secret_version as "secretVersion"`
    if (!row) throw new Error('The database gave no answer.')
    const { number } = row
    const name = { brand, provider, ...row }
    if (secret !== undefined) await storeSecret(options.home, webhookSecretName(name), secret)
    if (apiToken !== undefined) await storeSecret(options.home, apiTokenName(name), apiToken)
    const [shop] = await listShops(sql, { brandId, number })
    if (!shop) throw new Error('The shop that was just written is not there.')
    return shop
  })
}

function connectedAlready({ provider, account, brand }: ConnectOptions, number: number): string {
  return `${account} is connected with ${provider} already, as shop ${number}. For a new secret: points shop rotate ${number} --brand ${brand}`
}

import type { Database, Transaction } from '../database/open-database.ts'
import type { DataVault } from '../keys/data-vault.ts'
import type { Provider } from '../shops/shop-event.ts'
import type { ShopMode } from './shop.ts'

export type Delivery = {
  brandId: number
  shop: number
  provider: Provider
  account: string
  mode: ShopMode
  deliveryId: string
  topic: string
  happenedAt?: Date | undefined
  body: Uint8Array
}

/** `different`: one of the same id is there already, with another body; the first one counts. */
export type Inserted = 'stored' | 'duplicate' | 'different'

/** Puts a delivery into the inbox, sealed, unless it is there: one statement, durable once the caller's transaction is. */
export async function insertDelivery(
  sql: Database | Transaction,
  vault: DataVault,
  delivery: Delivery,
): Promise<Inserted> {
  const { brandId, shop, provider, account, mode, deliveryId, topic, body } = delivery
  const digest = vault.digest(brandId, body)
  const sealed = vault.seal(brandId, placeOf(delivery), body)
  const inserted = await sql`
    insert into inbox (brand_id, shop, provider, account, delivery_id, topic, mode, happened_at, digest, body)
    values (${brandId}, ${shop}, ${provider}, ${account}, ${deliveryId}, ${topic}, ${mode}, ${delivery.happenedAt ?? null},
      ${digest}, ${sealed})
    on conflict (brand_id, provider, account, delivery_id) do nothing`
  if (inserted.count > 0) return 'stored'
  const [known] = await sql`
    select digest from inbox
    where brand_id = ${brandId} and provider = ${provider} and account = ${account} and delivery_id = ${deliveryId}`
  return known?.['digest'] === digest ? 'duplicate' : 'different'
}

/** Where a body belongs: sealed along, so that no body can be put into another row. */
export function placeOf({
  provider,
  account,
  deliveryId,
}: Pick<Delivery, 'provider' | 'account' | 'deliveryId'>): string {
  return JSON.stringify(['inbox', provider, account, deliveryId])
}

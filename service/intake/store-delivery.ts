import type { Database } from '../database/open-database.ts'
import type { DataVault } from '../keys/data-vault.ts'
import { raiseAlert } from './alerts.ts'
import { type Delivery, type Inserted, insertDelivery } from './insert-delivery.ts'

/** Puts a delivery into the inbox; somebody is told where one id came with two bodies. */
export async function storeDelivery(database: Database, vault: DataVault, delivery: Delivery): Promise<Inserted> {
  const inserted = await insertDelivery(database, vault, delivery)
  if (inserted === 'different') {
    const { brandId, shop, provider, account, deliveryId, topic } = delivery
    await raiseAlert(database, {
      brandId,
      kind: 'deliveryChanged',
      subject: `${provider} ${shop}`,
      detail: { provider, account, deliveryId, topic },
    })
  }
  return inserted
}

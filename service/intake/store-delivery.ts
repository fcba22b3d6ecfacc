import type { Database } from '../database/open-database.ts'
import { raiseAlert } from './alerts.ts'
import type { InboxWriter } from './inbox-writer.ts'
import type { Delivery, Inserted } from './insert-delivery.ts'

/** Puts a delivery into the inbox; somebody is told where one id came with two bodies. */
export async function storeDelivery(
  { database, writer }: { database: Database; writer: InboxWriter },
  delivery: Delivery,
): Promise<Inserted> {
  const inserted = await writer.write(delivery)
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

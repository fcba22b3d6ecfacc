import type { InboxRow } from '../../service/intake/read-inbox.ts'

/** A delivery as machines are told of it: nothing of its body. */
export function describeDelivery(row: Omit<InboxRow, 'body'>) {
  const { id, brand, shop, provider, account, mode, deliveryId, topic, status, reason, detail, attempts } = row
  return {
    id: id.toString(),
    ...{ brand, shop, provider, account, mode, topic, deliveryId, status, reason, detail, attempts },
    receivedAt: row.receivedAt.toISOString(),
    happenedAt: row.happenedAt?.toISOString() ?? null,
    dueAt: row.status === 'waiting' ? row.dueAt.toISOString() : null,
    settledAt: row.settledAt?.toISOString() ?? null,
  }
}

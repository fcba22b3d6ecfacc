import type { Transaction } from '../database/open-database.ts'
import { settleDeliveries } from '../intake/settle-delivery.ts'
import type { Waits } from './apply-event.ts'
import type { LedgerOrder } from './ledger-window.ts'
import type { InboxRow } from './read-inbox.ts'

/** Orders whose sale came, and payments whose order is known now. */
export type Arrived = {
  orders: readonly LedgerOrder[]
  payments: readonly { provider: string; shop: string; paymentId: string }[]
}

/** Remembers what deliveries wait for. What they say is in the books already; only that it is whole is not known yet. */
export async function rememberWaits(
  sql: Transaction,
  brandId: number,
  waiting: readonly { id: bigint; row: InboxRow; waits: Waits }[],
): Promise<void> {
  if (waiting.length === 0) return
  const rows = waiting.map(({ id, row, waits }) => {
    const { orderId, paymentId } = waits
    const place = { inbox_id: id.toString(), brand_id: brandId, provider: row.provider, shop: row.account }
    return { ...place, order_id: orderId, payment_id: paymentId }
  })
  await sql`
    insert into inbox_waits select * from json_populate_recordset(null::inbox_waits, ${JSON.stringify(rows)}::text::json)
    on conflict (inbox_id) do nothing`
}

/** Settles the deliveries that waited for what has come now. */
export async function settleArrived(sql: Transaction, brandId: number, { orders, payments }: Arrived): Promise<void> {
  const names = [
    ...orders.map(({ provider, shop, orderId }) => ({ provider, shop, order_id: orderId, payment_id: null })),
    ...payments.map(({ provider, shop, paymentId }) => ({ provider, shop, order_id: null, payment_id: paymentId })),
  ]
  if (names.length === 0) return
  const rows = await sql`
    delete from inbox_waits w using json_to_recordset(${JSON.stringify(names)}::text::json)
      as n(provider text, shop text, order_id text, payment_id text)
    where w.brand_id = ${brandId} and w.provider = n.provider and w.shop = n.shop
      and (w.order_id = n.order_id or w.payment_id = n.payment_id)
    returning inbox_id`
  const ids = [...new Set(rows.map((row) => row['inbox_id'] as bigint))]
  await settleDeliveries(
    sql,
    ids.map((id) => ({ id, status: 'processed', reason: 'its order came later' })),
  )
}

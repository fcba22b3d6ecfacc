import type { Transaction } from '../database/open-database.ts'
import type { TheirRows } from './erase-rows.ts'
import type { TheirPayments } from './rename-alerts.ts'

type PaymentRow = { id: string; account: string; order: string }

/** What tills asked to be paid with points: for the orders, and of the whole person also what no sale came of. */
export async function renamePayments(
  sql: Transaction,
  { erasure, orders, names, accounts }: TheirRows,
): Promise<TheirPayments> {
  const { brandId } = erasure
  const atTills = orders.filter(({ provider }) => provider === 'till')
  const rows = await sql<PaymentRow[]>`
    select id, account, order_id as order from till_payments
    where brand_id = ${brandId} and (member = any(${[...accounts]}) or intent_member = any(${[...accounts]})
      or paid_member = any(${[...accounts]}) or (account, order_id) in (
        select * from unnest(${atTills.map(({ shop }) => shop)}::text[], ${atTills.map(({ order }) => order)}::text[])))`
  const payments = new Map<string, { order: string; name: string }>()
  for (const { id, account, order } of rows) {
    const name = names.order('till', account, order)
    payments.set(id, { order, name })
    await sql`
      update till_payments set order_id = ${name}, order_text = ${name}, member = null, intent_member = null
      where id = ${id}`
  }
  return payments
}

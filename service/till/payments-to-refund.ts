import { formatDecimal } from '../../chain/codec/decimal.ts'
import type { Transaction } from '../database/open-database.ts'
import { raiseAlert } from '../intake/alerts.ts'
import { accountOfTills, type Device } from './device.ts'
import { type PaymentRow, refundCommand } from './payment-row.ts'

const goesBackByItself = ({ state, accepted_at }: PaymentRow): boolean => state === 'paidLate' && accepted_at === null

/**
 * What was paid of an order with points. Of those that went into the sale the worker gives back what is due, and what came too
 * late at once; of the others somebody has to decide, and is told.
 */
export async function paymentsToRefund(
  sql: Transaction,
  { brandId, brand, mode }: Device,
  { orderId, tell }: { orderId: string; tell: boolean },
): Promise<{ id: string; value: string; state: string }[]> {
  const rows = await sql<PaymentRow[]>`
    select * from till_payments
    where brand_id = ${brandId} and account = ${accountOfTills(mode)} and order_id = ${orderId}
      and (state in ('done', 'paidLate') or (state = 'confirmed' and accepted_at is not null)) order by created_at, id`
  for (const row of tell ? rows.filter((each) => each.sale === null && !goesBackByItself(each)) : []) {
    const detail = { order: orderId, payment: row.id, value: row.value.toString(), refund: refundCommand(brand, row) }
    await raiseAlert(sql, { brandId, kind: 'paymentToRefund', subject: row.id, detail })
  }
  return rows.map(({ id, value, state }) => {
    return { id, value: formatDecimal(value, { decimals: 6, minimum: 2 }), state }
  })
}

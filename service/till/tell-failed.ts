import type { Transaction } from '../database/open-database.ts'
import { raiseAlert } from '../intake/alerts.ts'
import type { PaymentRow } from './payment-row.ts'

/** Tells the brand where goods went out for a payment that is not done, or not any more: by a signature, or by a sale. */
export async function tellFailed(sql: Transaction, row: PaymentRow, why: string): Promise<void> {
  if (row.accepted_at === null && row.sale === null) return
  const detail = { payment: row.id, order: row.order_id, value: row.value.toString(), why }
  await raiseAlert(sql, { brandId: Number(row.brand_id), kind: 'acceptedPaymentFailed', subject: row.id, detail })
}

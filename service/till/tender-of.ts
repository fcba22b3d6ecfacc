import type { Transaction } from '../database/open-database.ts'
import { accountOfTills, type Device } from './device.ts'
import type { PaymentRow } from './payment-row.ts'
import { TillError } from './till-error.ts'
import { unknownPayment } from './payment-row.ts'

export type TenderAsked = { sale: string; order: string; currency: string; payments: readonly string[] }

/** Currency of the stablecoin, in which payments are told where the till tells no other. */
const STABLE = 'USD'

/** What of a sale was paid with points, in its currency. Its payments have to be done or accepted, and go into no other sale. */
export async function tenderOf(
  sql: Transaction,
  { brandId, mode }: Device,
  { sale, order, currency, payments }: TenderAsked,
): Promise<bigint> {
  let tender = 0n
  for (const id of payments) {
    const [row] = await sql<PaymentRow[]>`
      select * from till_payments
      where id = ${id} and brand_id = ${brandId} and account = ${accountOfTills(mode)} for update`
    if (!row) throw unknownPayment()
    checkPayment(row, { sale, order })
    tender += amountIn(row, currency)
    if (row.sale === null) await sql`update till_payments set sale = ${sale} where id = ${id}`
  }
  return tender
}

function checkPayment(row: PaymentRow, { sale, order }: Pick<TenderAsked, 'sale' | 'order'>): void {
  if (row.order_id !== order || (row.sale !== null && row.sale !== sale)) {
    const sentence = 'This payment belongs to another order or went into another sale. Name those of this order alone.'
    throw new TillError('PaymentUsed', { status: 409, sentence })
  }
  const accepted = row.state === 'confirmed' && row.accepted_at !== null
  if (row.state === 'done' || accepted || row.sale === sale) return
  const sentence = 'A payment with points is not done. Wait until it is, or take the money another way.'
  throw new TillError('PaymentNotDone', { status: 409, sentence })
}

function amountIn({ value, shown_currency, shown_amount }: PaymentRow, currency: string): bigint {
  if (shown_currency === currency && shown_amount !== null) return shown_amount
  if (shown_currency === null && currency === STABLE) return value
  const sentence = `What was paid with points is not known in ${currency}. Ask for payments with "shown" in the order's currency.`
  throw new TillError('TenderCurrency', { status: 422, sentence })
}

import { z } from 'zod'
import { amountText, currencyCode, digits, textOrNothing } from './provider-fields.ts'

const notes = z.array(z.object({ key: z.string(), value: z.unknown() })).nullish()
const signedQuantity = z.string().regex(/^-?\d{1,12}(\.\d{1,12})?$/)
const money = z.array(z.object({ total: amountText, total_tax: amountText.nullish() })).nullish()

export const wooOrderSchema = z.object({
  id: digits,
  status: z.string().max(60),
  currency: currencyCode,
  created_via: textOrNothing,
  date_modified_gmt: z.string(),
  date_paid_gmt: textOrNothing,
  total: amountText,
  customer_id: digits.nullish(),
  billing: z.object({ email: textOrNothing, phone: textOrNothing }).nullish(),
  meta_data: notes,
  line_items: z.array(
    z.object({
      id: digits,
      product_id: digits.nullish(),
      sku: textOrNothing,
      quantity: signedQuantity,
      total: amountText,
      total_tax: amountText.nullish(),
    }),
  ),
  fee_lines: money,
  refunds: z.array(z.object({ id: digits, total: amountText })).nullish(),
})

export type WooOrder = z.output<typeof wooOrderSchema>

export const wooRefundSchema = z.object({
  id: digits,
  amount: amountText,
  line_items: z.array(z.object({ quantity: signedQuantity, total: amountText, meta_data: notes })).nullish(),
  shipping_lines: money,
})

export type WooRefund = z.output<typeof wooRefundSchema>

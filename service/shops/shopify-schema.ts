import { z } from 'zod'
import { amountText, currencyCode, digits, textOrNothing } from './provider-fields.ts'

const gid = z
  .string()
  .regex(/^gid:\/\/shopify\/\w+\/\d{1,20}$/)
  .nullish()
const named = { id: digits, admin_graphql_api_id: gid }
const moneySet = z.object({ shop_money: z.object({ amount: amountText }) }).nullish()
const taxLines = z.array(z.object({ price: amountText })).nullish()

export const shopifyLineSchema = z.object({
  ...named,
  product_id: digits.nullish(),
  sku: textOrNothing,
  quantity: digits,
  price: amountText,
  gift_card: z.boolean().nullish(),
  tax_lines: taxLines,
  discount_allocations: z.array(z.object({ amount: amountText })).nullish(),
})

export const shopifyRefundSchema = z.object({
  ...named,
  order_id: digits,
  created_at: z.string(),
  processed_at: z.string().nullish(),
  refund_line_items: z
    .array(
      z.object({
        line_item_id: digits,
        quantity: digits,
        subtotal: amountText.nullish(),
        subtotal_set: moneySet,
        total_tax: amountText.nullish(),
        total_tax_set: moneySet,
        line_item: z.object({ admin_graphql_api_id: gid }).nullish(),
      }),
    )
    .nullish(),
  transactions: z
    .array(
      z.object({
        kind: z.string(),
        status: z.string().nullish(),
        amount: amountText,
        currency: currencyCode.nullish(),
        test: z.boolean().nullish(),
      }),
    )
    .nullish(),
  order_adjustments: z
    .array(z.object({ kind: z.string().nullish(), amount: amountText, tax_amount: amountText.nullish() }))
    .nullish(),
  refund_shipping_lines: z.array(z.object({ subtotal_amount_set: moneySet })).nullish(),
})

export const shopifyOrderSchema = z.object({
  ...named,
  test: z.boolean().nullish(),
  financial_status: textOrNothing,
  currency: currencyCode,
  taxes_included: z.boolean().nullish(),
  source_name: textOrNothing,
  location_id: digits.nullish(),
  user_id: digits.nullish(),
  created_at: z.string(),
  updated_at: z.string().nullish(),
  cancelled_at: z.string().nullish(),
  subtotal_price: amountText,
  total_price: amountText,
  current_subtotal_price: amountText.nullish(),
  current_total_price: amountText.nullish(),
  email: textOrNothing,
  contact_email: textOrNothing,
  phone: textOrNothing,
  customer: z.object({ ...named, email: textOrNothing, phone: textOrNothing }).nullish(),
  line_items: z.array(shopifyLineSchema),
  /** What went back of it so far; `order_id` says the same as the order. */
  refunds: z.array(shopifyRefundSchema.omit({ order_id: true })).nullish(),
})

export type ShopifyOrder = z.output<typeof shopifyOrderSchema>

export type ShopifyRefund = z.output<typeof shopifyRefundSchema>

export const shopifyPrivacySchema = z.object({
  customer: z.object({ id: digits.nullish(), email: textOrNothing, phone: textOrNothing }).nullish(),
  orders_to_redact: z.array(digits).nullish(),
  orders_requested: z.array(digits).nullish(),
})

/** The exact number: out of the global id where there is one, since a number may have been through a float on its way. */
export function shopifyId(of: { id: string; admin_graphql_api_id?: string | null | undefined }): string {
  return of.admin_graphql_api_id?.split('/').at(-1) ?? of.id
}

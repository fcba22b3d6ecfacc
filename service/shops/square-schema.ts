import { z } from 'zod'
import { currencyExponent } from './currency-exponent.ts'
import { microOfMinor } from './micro.ts'
import { amountText, currencyCode, name, textOrNothing } from './provider-fields.ts'

/** Whole minor units; without an amount it is 0. Becomes 10^-6 of the currency. */
const money = z
  .object({ amount: amountText.default('0'), currency: currencyCode })
  .transform(({ amount, currency }) => ({ amount: microOfMinor(amount, currencyExponent(currency)), currency }))
const someMoney = money.nullish()
const quantity = z.string().regex(/^\d{1,12}(\.\d{1,12})?$/)
const version = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform((text) => BigInt(text))

export const squarePaymentSchema = z.object({
  id: name,
  status: z.string(),
  order_id: name.nullish(),
  location_id: name.nullish(),
  customer_id: name.nullish(),
  buyer_email_address: textOrNothing,
  team_member_id: textOrNothing,
  source_type: textOrNothing,
  amount_money: money,
  total_money: someMoney,
  created_at: z.string(),
  updated_at: z.string().nullish(),
})

export type SquarePayment = z.output<typeof squarePaymentSchema>

export const squareRefundSchema = z.object({
  id: name,
  status: z.string(),
  payment_id: name.nullish(),
  order_id: name.nullish(),
  amount_money: money,
  created_at: z.string(),
  updated_at: z.string().nullish(),
})

export type SquareRefund = z.output<typeof squareRefundSchema>

export const squareOrderEventSchema = z.object({
  order_id: name,
  state: z.string().nullish(),
  version: version.nullish(),
})

const returnSchema = z.object({
  source_order_id: name.nullish(),
  return_line_items: z
    .array(
      z.object({
        source_line_item_uid: name.nullish(),
        quantity,
        total_money: someMoney,
        total_tax_money: someMoney,
        total_service_charge_money: someMoney,
      }),
    )
    .nullish(),
})

/** An order as the API has it. */
export const squareOrderSchema = z.object({
  order: z.object({
    id: name,
    version: version.nullish(),
    state: z.string(),
    location_id: name.nullish(),
    customer_id: name.nullish(),
    created_at: z.string(),
    updated_at: z.string().nullish(),
    closed_at: z.string().nullish(),
    total_money: someMoney,
    net_amount_due_money: someMoney,
    line_items: z
      .array(
        z.object({
          uid: name,
          catalog_object_id: name.nullish(),
          item_type: z.string().nullish(),
          quantity,
          total_money: money,
          total_tax_money: someMoney,
          total_service_charge_money: someMoney,
        }),
      )
      .nullish(),
    tenders: z
      .array(z.object({ id: name.nullish(), payment_id: name.nullish(), amount_money: someMoney, type: textOrNothing }))
      .nullish(),
    returns: z.array(returnSchema).nullish(),
  }),
})

export type SquareOrder = z.output<typeof squareOrderSchema>['order']

export const squareEventSchema = z.object({
  created_at: z.string(),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
})

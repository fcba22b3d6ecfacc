import { z } from 'zod'
import { amountText, currencyCode, name, textOrNothing } from './provider-fields.ts'

/** An id, or the object it stands for where it was expanded. */
const reference = z.union([name, z.object({ id: name }).transform(({ id }) => id)]).nullish()
const amount = amountText.nullish()

export const stripeEventSchema = z.object({
  created: z.string(),
  livemode: z.boolean().nullish(),
  data: z.object({ object: z.unknown() }),
})

export const stripeSessionSchema = z.object({
  id: name,
  mode: z.string().nullish(),
  payment_status: z.string(),
  currency: currencyCode.nullish(),
  amount_total: amount,
  total_details: z.object({ amount_shipping: amount, amount_tax: amount }).nullish(),
  shipping_cost: z.object({ amount_total: amount, amount_tax: amount }).nullish(),
  customer: reference,
  customer_email: textOrNothing,
  customer_details: z.object({ email: textOrNothing, phone: textOrNothing }).nullish(),
  payment_intent: reference,
  metadata: z.record(z.string(), z.unknown()).nullish(),
})

export type StripeSession = z.output<typeof stripeSessionSchema>

export const stripeRefundSchema = z.object({
  id: name,
  payment_intent: reference,
  amount: amountText,
  currency: currencyCode,
  status: z.string().nullish(),
})

/** A page of a session's lines, as the API gives them. */
export const stripeLinesSchema = z.object({
  has_more: z.boolean(),
  data: z.array(
    z.object({
      id: name,
      quantity: z
        .string()
        .regex(/^\d{1,12}$/)
        .nullish(),
      amount_total: amountText,
      amount_tax: amount,
      price: z.object({ id: name, product: reference }).nullish(),
    }),
  ),
})

export type StripeLine = z.output<typeof stripeLinesSchema>['data'][number]

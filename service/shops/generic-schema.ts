import { z } from 'zod'

// Only what JSON Schema can say too: generic.schema.json is written from this by write-generic-schema.ts.

const id = z
  .string()
  .regex(/^[\x21-\x7e]{1,100}$/)
  .describe('Your own name for it: no blanks, at most 100 characters, nothing personal.')
const text = z.string().min(1).max(200)
const money = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,6})?$/)
  .describe('Decimal text in the order\'s currency, as "12.34"; never a JSON number.')
const quantity = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,12})?$/)
  .describe('Decimal text; goods are also sold by weight.')
const test = z.boolean().optional().describe('true: nothing is minted for it in a live shop.')

const saleLine = z.strictObject({
  id,
  sku: text.optional(),
  product: text.optional(),
  categories: z.array(text).max(50).optional(),
  quantity: quantity.optional().describe('Default "1".'),
  net: money.describe('What the line cost after all discounts, without tax.'),
  tax: money.optional().describe('Default "0".'),
  gift_card: z.boolean().optional().describe('true: earns nothing now, but when it is spent.'),
})

const sale = z.strictObject({
  order: id,
  version: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .describe('Higher wins, if the order is told again; without versions the first one counts.'),
  currency: z.string().regex(/^[A-Z]{3}$/),
  channel: z.enum(['web', 'store', 'phone']).optional().describe('Default "web".'),
  location: text.optional(),
  staff: text.optional(),
  customer: z
    .strictObject({
      id: text.optional(),
      email: text.optional(),
      phone: z
        .string()
        .regex(/^\+[1-9]\d{6,14}$/)
        .optional()
        .describe('With the country, as "+441234567890".'),
      account: z
        .string()
        .regex(/^0x[0-9a-fA-F]{40}$/)
        .optional(),
    })
    .optional(),
  lines: z.array(saleLine).max(1_000),
  total: money.optional().describe('All that was paid, shipping included. Default: the lines with their tax.'),
  points_tender: money.optional().describe('The part of it that was paid with points. Default "0".'),
  payments: z.array(id).max(50).optional(),
  test,
})

const returned = { refund: id, order: id, test }
const staff = text.optional().describe('Who took it back.')
const returnLine = z.strictObject({
  id,
  quantity: quantity.optional().describe('Default "1".'),
  net: money.optional().describe("Default: the sold line's net by quantity."),
})
const amount = money.describe('The money that went back, tax and shipping included.')
const byLines = z.strictObject({
  ...returned,
  staff,
  lines: z.array(returnLine).min(1).max(1_000),
  amount: amount.optional(),
})
const byAmount = z.strictObject({ ...returned, staff, amount })

const at = z.iso.datetime({ offset: true }).describe('When it happened, with its zone.')

/** A message of a shop that speaks for itself. */
export const genericSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('sale.paid'), at, data: sale }),
    z.strictObject({ type: z.literal('sale.returned'), at, data: z.union([byLines, byAmount]) }),
    z.strictObject({ type: z.literal('sale.return_undone'), at, data: z.strictObject(returned) }),
    z.strictObject({ type: z.literal('sale.cancelled'), at, data: z.strictObject({ order: id, test }) }),
  ])
  .meta({ title: 'What a shop tells openpoints', description: 'Signed by Standard Webhooks; docs/connect.md.' })

export type GenericMessage = z.output<typeof genericSchema>

/** JSON Schema, draft 2020-12. */
export function genericJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(genericSchema, { target: 'draft-2020-12', io: 'input' }), null, 2)}\n`
}

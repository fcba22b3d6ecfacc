import { z } from 'zod'
import { addressSchema } from '../http/request-schema.ts'
import { parseJson } from './exact-json.ts'
import { readAs } from './read-as.ts'
import type { ShopEvent } from './shop-event.ts'

const micro = z
  .string()
  .regex(/^-?\d{1,18}$/)
  .transform((text) => BigInt(text))
const time = z.iso.datetime()
const id = z.string().min(1).max(200)
const text = z.string().max(500).optional()
const common = { at: time, test: z.boolean() }

const customer = z.strictObject({ id: text, email: text, phone: text, account: addressSchema.optional() }).optional()

const sale = z.strictObject({
  ...common,
  kind: z.literal('sale'),
  orderId: id,
  version: micro.optional(),
  paidAt: time,
  currency: z.string().regex(/^[A-Z]{3}$/),
  channel: z.enum(['web', 'store', 'phone']),
  location: text,
  staff: text,
  customer,
  lines: z.array(
    z.strictObject({
      lineId: id,
      sku: text,
      product: text,
      categories: z.array(z.string()).optional(),
      quantity: z.string(),
      net: micro,
      tax: micro,
      giftCard: z.boolean(),
    }),
  ),
  total: micro,
  pointsTender: micro,
  paymentIds: z.array(id).optional(),
})

const schema = z.array(
  z.discriminatedUnion('kind', [
    sale,
    z.strictObject({
      ...common,
      kind: z.literal('return'),
      refundId: id,
      orderId: id.optional(),
      paymentId: id.optional(),
      lines: z.array(z.strictObject({ lineId: id, quantity: z.string(), net: micro.optional() })).optional(),
      amount: micro,
      currency: text,
      basis: micro.optional(),
      full: z.boolean().optional(),
      staff: text,
    }),
    z.strictObject({
      ...common,
      kind: z.literal('returnUndone'),
      refundId: id,
      orderId: id.optional(),
      paymentId: id.optional(),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('refundList'),
      orderId: id,
      version: micro.optional(),
      refundIds: z.array(id),
    }),
    z.strictObject({ ...common, kind: z.literal('cancel'), orderId: id, version: micro.optional(), staff: text }),
    z.strictObject({
      ...common,
      kind: z.literal('privacy'),
      request: z.enum(['data', 'redactCustomer', 'redactShop']),
      customer,
      orderIds: z.array(id),
    }),
  ]),
)

/** Events as a body for the inbox: what the till tells is stored so. Amounts are decimal strings of 10^-6. */
export function encodeEvents(events: readonly ShopEvent[]): Uint8Array {
  const json = JSON.stringify(events, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
  return new TextEncoder().encode(json)
}

/** Throws UnreadableDelivery. */
export function decodeEvents(body: Uint8Array): ShopEvent[] {
  return readAs(schema, parseJson(body))
}

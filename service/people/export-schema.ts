import { z } from 'zod'
import { PURPOSES } from '../till/write-consents.ts'

const time = z.string().describe('ISO 8601, UTC')
const points = z
  .string()
  .regex(/^-?\d+\.\d{2}$/)
  .describe('points, two decimals')
const money = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe("decimal, in the order's currency")
const text = z.string()
const maybe = z.string().nullable()
const address = z.string().regex(/^0x[0-9a-f]{40}$/)

const consent = z.object({
  purpose: z.enum(PURPOSES),
  granted: z.boolean(),
  textVersion: text,
  source: text,
  sourceDetail: text,
  at: time,
})

const line = z.object({ item: text, quantity: text, amount: money, points: points.nullable() })

const returned = z.object({ refund: text, at: time, amount: money, undone: z.boolean() })

const order = z.object({
  number: z.number().int(),
  provider: text,
  shop: text,
  order: text,
  date: text,
  currency: maybe,
  channel: maybe,
  location: maybe,
  total: money.nullable(),
  paidWithPoints: money.nullable(),
  cancelled: z.boolean(),
  earned: points,
  takenBack: points,
  lines: z.array(line),
  returns: z.array(returned),
})

const entry = z.object({
  at: time,
  kind: text,
  points,
  order: maybe,
  batch: maybe,
  source: text,
  detail: z.record(z.string(), z.unknown()).nullable(),
})

const payment = z.object({ order: text, value: money.describe('USD'), state: text, at: time, transaction: maybe })

const receipt = z.object({
  batch: text,
  order: text,
  reference: text,
  salt: text.describe('with the order it makes the reference; whoever has both can show that this purchase is yours'),
  address,
  points,
})

/** Everything a brand keeps of one person. */
export const memberExportSchema = z.object({
  schema: z.literal(1),
  brand: text,
  exportedAt: time,
  member: z.object({
    number: z.number().int().nullable().describe('null for somebody enrolled who never bought'),
    names: z.array(text).describe('what the books call this person'),
    enrolled: z.array(z.object({ at: time, location: text })),
  }),
  contact: z.object({ name: maybe, email: maybe, phone: maybe, card: maybe }),
  identifiers: z.array(
    z.object({ kind: z.enum(['id', 'email', 'phone', 'card', 'account']), value: maybe, hash: text }),
  ),
  consents: z.object({ now: z.array(consent), history: z.array(consent) }),
  account: z.object({ address: address.nullable(), claimAddress: address.nullable() }),
  points: z.object({ earned: points, minted: points, takenBack: points, pending: points, owed: points }),
  orders: z.array(order),
  ledger: z.array(entry),
  payments: z.array(payment),
  deliveries: z
    .array(z.object({ provider: text, shop: text, receivedAt: time, content: text }))
    .describe('what shops sent and is kept as it came, until it is booked or too old'),
  receipts: z.array(receipt),
  requests: z.array(z.object({ kind: text, receivedAt: time, dueAt: time, status: text })),
  kept: z.array(z.object({ what: text, where: text, why: text, days: z.number().int().nullable(), until: text })),
})

export type MemberExport = z.output<typeof memberExportSchema>

export function memberExportJsonSchema(): string {
  const schema = z.toJSONSchema(memberExportSchema, { target: 'draft-2020-12' })
  return `${JSON.stringify(schema, null, 2)}\n`
}

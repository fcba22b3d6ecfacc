import { z } from 'zod'
import { purchaseReceiptSchema } from '../../receipts/purchase-receipt.ts'

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/)
const whole = z.string().regex(/^\d+$/)
const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/)
const hash = z.string().regex(/^0x[0-9a-fA-F]{64}$/)
const time = z.iso.datetime()
const count = z.number().int().min(0)

/** The answers of the service as its document states them; a test holds live answers against it. */
export const answerSchemas = {
  Problem: z
    .object({
      type: z.string().regex(/^urn:openpoints:problem:/),
      title: z.string(),
      status: z.number().int().min(400).max(599),
      detail: z.string().meta({ description: 'What happened and what to do.' }),
      code: z.string().meta({ description: 'For programs: stays the same.' }),
      instance: z.string().regex(/^urn:openpoints:request:/),
      errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    })
    .meta({ description: 'RFC 9457.' }),
  Health: z.strictObject({ ok: z.literal(true), submits: z.boolean() }),
  Received: z
    .strictObject({ received: z.literal(true), duplicate: z.boolean() })
    .meta({ description: 'It is kept. A duplicate was kept before, and is not kept twice.' }),
  Intent: z.strictObject({
    id: z.uuid(),
    member: address,
    verb: z.string(),
    nonce: whole.optional(),
    status: z.enum(['queued', 'sent', 'done', 'failed']),
    version: z.number().int().min(1).meta({ description: 'Grows with every change.' }),
    createdAt: time,
    transaction: hash.optional(),
    block: whole.optional(),
    problem: z.strictObject({ code: z.string(), detail: z.string() }).optional(),
  }),
  Relay: z.strictObject({
    relayer: address,
    chainId: count,
    hub: address,
    accountFactory: address.nullable(),
    takes: z.boolean(),
    limits: z
      .object({ etherPerDay: decimal, leastPoints: whole, batchSize: count })
      .catchall(z.union([count, decimal])),
    gasMoney: z.strictObject({
      state: z.string(),
      ether: decimal,
      floorEther: decimal,
      spentLastDayEther: decimal,
      spentPerDayEther: decimal,
      daysLeft: whole.nullable(),
      days: z.array(z.strictObject({ day: z.string(), ether: decimal, transactions: count })),
    }),
  }),
  Receipt: purchaseReceiptSchema.meta({ description: 'Points in 0.01 point. docs/auditor.md tells how to check it.' }),
  Message: z
    .strictObject({
      type: z.enum(['points.minted', 'points.reversed', 'order.parked', 'debt.changed', 'payment.returned']),
      timestamp: time,
      mode: z.enum(['live', 'test']).meta({ description: 'test: of a shop in test mode; nothing was minted.' }),
      data: z
        .record(z.string(), z.unknown())
        .meta({ description: 'Amounts are decimal strings. Nothing is personal.' }),
    })
    .meta({ description: 'Signed as Standard Webhooks says: webhook-id, webhook-timestamp, webhook-signature.' }),
} as const satisfies Record<string, z.ZodType>

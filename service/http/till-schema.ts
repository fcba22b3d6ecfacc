import { z } from 'zod'
import { parseDecimal } from '../../loyalty/decimal.ts'
import { PURPOSES } from '../till/write-consents.ts'
import { intentRequestSchema } from './request-schema.ts'

const id = z
  .string()
  .regex(/^[\x21-\x7e]{1,60}$/, 'has to be 1 to 60 visible characters without blanks')
  .describe('Your own name for it: nothing personal.')
const word = z.string().trim().min(1).max(200)
const money = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,6})?$/, 'has to be decimal text, as "12.34"')
  .transform((text) => parseDecimal(text, 6) ?? 0n)
const currency = z.string().regex(/^[A-Z]{3}$/, 'has to be a currency, as EUR')
const quantity = z.string().regex(/^\d{1,12}(\.\d{1,12})?$/, 'has to be decimal text')
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const token = z.string().min(1).max(1_000)
const phone = z
  .string()
  .transform((text) => text.replace(/[\s()./-]/g, ''))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, 'has to be with the country, as +441234567890'))
const card = z.string().trim().min(4).max(60)
const qr = z.string().min(1).max(500)

export const lookupSchema = z.union([z.strictObject({ qr }), z.strictObject({ phone }), z.strictObject({ card })])

export const confirmSchema = z.strictObject({
  candidate: token,
  ending: z.string().regex(/^\d{4}$/, 'has to be 4 digits'),
})

export const enrolSchema = z.strictObject({
  phone: phone.optional(),
  email: z.email().max(200).optional(),
  card: card.optional(),
  qr: qr.optional(),
  name: z.string().trim().min(1).max(40).optional(),
  consents: z
    .array(
      z.strictObject({
        purpose: z.enum(PURPOSES),
        granted: z.boolean(),
        textVersion: z.string().trim().min(1).max(60),
      }),
    )
    .min(1)
    .max(20),
})

const saleLine = z
  .strictObject({
    id,
    sku: word.optional(),
    product: word.optional(),
    categories: z.array(word).max(50).optional(),
    quantity: quantity.default('1'),
    net: money,
    tax: money.default(0n),
    giftCard: z.boolean().default(false),
  })
  .transform(({ id: lineId, ...line }) => ({ lineId, ...line }))

const lines = z
  .array(saleLine)
  .max(1_000)
  .refine((all) => new Set(all.map(({ lineId }) => lineId)).size === all.length, 'has two lines of one id')

export const previewSchema = z.strictObject({
  currency,
  member: token.optional(),
  pointsTender: money.default(0n),
  lines,
})

const shown = z.union([token, z.strictObject({ qr }), z.strictObject({ card })])

const sale = {
  sale: id,
  order: id,
  currency,
  member: shown.optional(),
  staff: word.optional(),
  lines,
  total: money.optional(),
  payments: z.array(z.uuid()).max(20).default([]),
}

export const saleSchema = z.strictObject({ ...sale, at: time.optional() })

export const queueSchema = z.strictObject({
  entries: z
    .array(z.strictObject({ ...sale, at: time }))
    .min(1)
    .max(500),
})

const returnLine = z
  .strictObject({ id, quantity: quantity.default('1'), net: money.optional() })
  .transform(({ id: lineId, ...line }) => ({ lineId, ...line }))

export const returnSchema = z
  .strictObject({
    return: id,
    order: id,
    at: time.optional(),
    staff: word.optional(),
    lines: z.array(returnLine).min(1).max(1_000).optional(),
    amount: money.optional(),
    full: z.boolean().optional(),
  })
  .refine(
    ({ lines: named, amount, full }) => named !== undefined || amount !== undefined || full === true,
    'needs lines, an amount, or "full": true',
  )

export const voidSchema = z.strictObject({ void: id, order: id, at: time.optional(), staff: word.optional() })

export const paymentSchema = z.strictObject({
  order: id,
  value: money.refine((value) => value > 0n, 'has to be above zero'),
  shown: z.strictObject({ currency, amount: money.refine((amount) => amount > 0n, 'has to be above zero') }).optional(),
  member: token.optional(),
  seconds: z.number().int().min(30).max(900).default(180),
})

export const nothingSchema = z.strictObject({})

export const signedCodeSchema = intentRequestSchema

export const paymentIdSchema = z.uuid()

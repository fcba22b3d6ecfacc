import { z } from 'zod'
import { parseDecimal } from '../../loyalty/decimal.ts'
import { parseRate } from '../../loyalty/rate.ts'
import { INBOX_STATES } from '../intake/read-inbox.ts'
import { WEBHOOK_PROVIDERS } from '../intake/webhook-url.ts'
import { genericSchema } from '../shops/generic-schema.ts'
import { PURPOSES } from '../till/write-consents.ts'
import { EVENT_TYPES } from '../webhooks-out/emit-event.ts'

const DAY = 86_400

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'has to be 1 to 40 letters, digits, dots and dashes, as counter-1')
const mode = z.enum(['live', 'test']).default('live')
const secret = z.string().min(1).max(1_000)
const amount = (decimals: number, as: string) =>
  z
    .string()
    .regex(new RegExp(`^\\d{1,12}(\\.\\d{1,${decimals}})?$`), `has to be decimal text, as "${as}"`)
    .transform((text) => parseDecimal(text, decimals) ?? 0n)
const seconds = (most: number) => z.number().int().min(0).max(most)
const overlap = seconds(30 * DAY)
  .default(DAY)
  .describe('How long the old one counts, too; 0 where it leaked.')
const limit = z.coerce.number().int().min(1).max(200).default(50)
const number = z.coerce.number().int().min(1).max(999_999_999)

export const KEY_ROLES = ['owner', 'manager', 'auditor', 'machine'] as const

/** A number in a path. */
export const numberSchema = number

export const brandNothingSchema = z.strictObject({})

export const memberFindSchema = z.strictObject({
  id: z
    .string()
    .trim()
    .min(1)
    .max(320)
    .describe('A whole e-mail address, phone or card number, an account, a number or name of the books.'),
})

const version = z.string().regex(/^[\w.-]{1,40}$/, 'has to be 1 to 40 letters, digits, dots and dashes, as 2026-11')

export const consentsSchema = z.strictObject({
  consents: z
    .array(z.strictObject({ purpose: z.enum(PURPOSES), granted: z.boolean(), textVersion: version }))
    .min(1)
    .max(20),
  source: version.describe('Where it was said: portal, shop, phone, letter.'),
})

export const shopConnectSchema = z.strictObject({
  provider: z.enum(WEBHOOK_PROVIDERS),
  account: z.string().trim().min(1).max(200).describe("The shop's name at its provider; generic: any name."),
  mode,
  secret: secret.optional().describe('Where the provider makes it itself. Left out for generic and woocommerce.'),
  apiToken: secret.optional().describe("By which the provider's API is asked."),
})

export const shopRotateSchema = z.strictObject({
  secret: secret.optional(),
  apiToken: secret.optional(),
  overlapSeconds: overlap,
})

const rate = z
  .string()
  .max(40)
  .refine((text) => parseRate(text) !== undefined, 'has to be a rate above zero, as 1, 0.5 or 1/3')
const currency = z.string().regex(/^[A-Z]{3}$/, 'has to be a currency, as EUR')

export const rulesSchema = z.strictObject({
  pointsPerUnit: rate.optional(),
  currency: currency.optional().describe('What pointsPerUnit is for; where nobody said, what the brand sold in first.'),
  otherRates: z.record(currency, rate).optional().describe('Points per 1.00 of other currencies, by their codes.'),
  pendingSeconds: seconds(365 * DAY).optional(),
  returnWindowSeconds: seconds(90 * DAY).optional(),
  excludedCategories: z.array(z.string().min(1).max(200)).max(100).optional(),
  capPerOrder: amount(2, '100.00').nullable().optional().describe('Points; null lifts it.'),
  floorLimitUsd: amount(6, '5.00').optional(),
})

export const tillAddSchema = z.strictObject({ name, location: name, mode })

export const webhookAddSchema = z.strictObject({
  url: z.string().min(1).max(2_000),
  mode,
  types: z.array(z.enum(EVENT_TYPES)).min(1).optional().describe('All where left out.'),
})

export const webhookReplaySchema = z.union([
  z.strictObject({ ids: z.array(z.string().min(1).max(100)).min(1).max(200) }),
  z.strictObject({ failed: z.literal(true) }),
])

export const alertsCloseSchema = z.strictObject({
  ids: z
    .array(z.string().regex(/^\d{1,18}$/, 'has to be the number of an alert'))
    .min(1)
    .max(200),
})

export const inboxRetrySchema = z.union([
  z.strictObject({
    ids: z
      .array(z.string().regex(/^\d{1,18}$/, 'has to be the number of a delivery'))
      .min(1)
      .max(200),
  }),
  z.strictObject({ all: z.literal(true) }),
])

export const eventSchema = z.strictObject({
  shop: z.number().int().min(1).describe("Number of a connected shop of the provider 'generic'."),
  message: genericSchema,
})

export const keyAddSchema = z.strictObject({
  role: z.enum(KEY_ROLES),
  name,
  expiresSeconds: seconds(3_650 * DAY)
    .min(1)
    .optional(),
})

export const keyRotateSchema = z.strictObject({
  overlapSeconds: overlap,
  expiresSeconds: seconds(3_650 * DAY)
    .min(1)
    .optional(),
})

const cursor = z
  .string()
  .regex(/^\d{1,18}$/, 'has to be the `next` of the page before')
  .transform(BigInt)
  .optional()

export const limitSchema = z.strictObject({ limit })

export const pageSchema = z.strictObject({ before: cursor, limit })

export const inboxPageSchema = z.strictObject({
  before: cursor,
  limit,
  status: z.enum(INBOX_STATES).default('parked'),
})

import { z } from 'zod'
import { ROLES } from '../access/actor.ts'
import { INBOX_STATES, OPEN_STATES } from '../intake/read-inbox.ts'
import { WEBHOOK_PROVIDERS } from '../intake/webhook-url.ts'
import { memberExportSchema } from '../people/export-schema.ts'
import { PURPOSES } from '../till/write-consents.ts'
import { EVENT_TYPES } from '../webhooks-out/emit-event.ts'
import { KEY_ROLES } from './brand-schema.ts'

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/)
const whole = z.string().regex(/^\d+$/)
const time = z.iso.datetime()
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().min(0)
const number = z.number().int().min(1)
const mode = z.enum(['live', 'test'])
const facts = z.record(z.string(), z.unknown())
const next = z.string().nullable().meta({ description: 'The `before` of the next page; null at the end.' })

const shop = {
  shop: number,
  provider: z.enum([...WEBHOOK_PROVIDERS, 'till']),
  account: z.string(),
  mode,
  status: z.enum(['connected', 'disconnected']),
  url: z.string().nullable(),
  connectedAt: time,
  formerSecretUntil: time.nullable(),
}
const till = { till: number, name: z.string(), location: z.string(), mode, addedAt: time, revokedAt: time.nullable() }
const target = { target: number, url: z.string(), mode, types: z.array(z.enum(EVENT_TYPES)).nullable() }
const targetUrl = z.string().meta({ description: 'Whole for who may add one; else without its path and query.' })
const key = {
  key: number,
  role: z.enum(KEY_ROLES),
  name: z.string(),
  status: z.enum(['active', 'revoked', 'expired']),
  addedAt: time,
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  formerKeyUntil: time.nullable(),
  lastUsedAt: time.nullable().meta({ description: 'To the hour.' }),
}
const erasing = z.enum(['working', 'waiting', 'done'])
const consent = z.strictObject({
  purpose: z.enum(PURPOSES),
  granted: z.boolean(),
  textVersion: z.string(),
  source: z.string(),
  sourceDetail: z.string(),
  at: time,
})
const shownOnce = z.string().meta({ description: 'Shown only now.' })

/** What programs of brands are answered. */
export const brandAnswers = {
  BrandStatus: z.strictObject({
    brand: z.string(),
    time,
    chain: z
      .strictObject({
        reserve: decimal,
        supply: decimal,
        cover: z.string(),
        quotaLeft: decimal,
        daysOfReserve: z.string(),
        state: z.enum(['winding down', 'terms announced', 'open']),
      })
      .meta({ description: 'As it stood at most half a minute ago.' }),
    books: z.strictObject({
      lagSeconds: count,
      open: count,
      waiting: count,
      parked: count,
      pending: decimal,
      due: decimal,
      debt: decimal,
    }),
    alerts: count,
    auditHead: z.string().nullable().meta({ description: 'number:hash of the newest entry; keep it elsewhere.' }),
  }),
  BrandAlerts: z.strictObject({
    alerts: z.array(
      z.strictObject({
        id: decimal,
        kind: z.string(),
        subject: z.string(),
        detail: facts,
        firstAt: time,
        lastAt: time,
        times: count,
      }),
    ),
  }),
  BrandAlertsClosed: z.strictObject({ closed: count }),
  BrandShops: z.strictObject({ shops: z.array(z.strictObject(shop)) }),
  BrandShop: z.strictObject({ ...shop, secret: shownOnce.optional() }),
  BrandRules: z.strictObject({
    version: count,
    from: time.nullable(),
    pointsPerUnit: z.string(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullable(),
    otherRates: z.record(z.string(), z.string()),
    pendingSeconds: count,
    returnWindowSeconds: count,
    excludedCategories: z.array(z.string()),
    capPerOrder: decimal.nullable(),
    floorLimitUsd: decimal,
  }),
  BrandTills: z.strictObject({ tills: z.array(z.strictObject(till)) }),
  BrandTill: z.strictObject({ ...till, key: shownOnce.optional() }),
  BrandWebhooks: z.strictObject({
    targets: z.array(z.strictObject({ ...target, url: targetUrl, addedAt: time, pending: count, failed: count })),
    messages: z.array(
      z.strictObject({
        id: z.string(),
        target: number,
        type: z.enum(EVENT_TYPES),
        mode,
        status: z.enum(['pending', 'delivered', 'failed']),
        attempts: count,
        answer: z.string().nullable(),
        createdAt: time,
      }),
    ),
  }),
  BrandWebhook: z.strictObject({ ...target, secret: shownOnce }),
  BrandWebhookRemoved: z.strictObject({ target: number, status: z.literal('removed') }),
  BrandReplayed: z.strictObject({ replayed: count }),
  BrandInbox: z.strictObject({
    counts: z.record(z.enum(OPEN_STATES), whole),
    deliveries: z.array(
      z.strictObject({
        id: whole,
        shop: number,
        provider: z.string(),
        account: z.string(),
        mode,
        topic: z.string(),
        deliveryId: z.string(),
        status: z.enum(INBOX_STATES),
        reason: z.string().nullable(),
        detail: facts.nullable(),
        attempts: count,
        receivedAt: time,
        happenedAt: time.nullable(),
        dueAt: time.nullable(),
        settledAt: time.nullable(),
      }),
    ),
    next,
  }),
  BrandRetried: z.strictObject({ retried: count }),
  BrandEventTaken: z.strictObject({
    received: z.literal(true),
    duplicate: z.boolean().meta({ description: 'It was kept before, and is not kept twice.' }),
  }),
  BrandEntries: z.strictObject({
    entries: z.array(
      z.strictObject({
        entry: whole,
        order: z.string().nullable(),
        kind: z.string(),
        points: decimal,
        batch: whole.nullable(),
        source: z.string(),
        detail: facts.nullable(),
        happenedAt: time,
      }),
    ),
    next,
  }),
  BrandMemberFound: z.strictObject({ member: number.nullable(), names: z.array(z.string()) }),
  BrandMember: z.strictObject({
    member: number.nullable(),
    names: z.array(z.string()),
    enrolments: count,
    account: z.string().nullable(),
    claimAddress: z.string().nullable(),
    owed: decimal,
    erasure: z.strictObject({ status: erasing, problem: z.string().nullable() }).nullable(),
  }),
  BrandMemberExport: memberExportSchema,
  BrandConsents: z.strictObject({ now: z.array(consent), history: z.array(consent) }),
  BrandErasure: z.strictObject({ erasure: whole, status: erasing, problem: z.string().nullable() }),
  BrandKeys: z.strictObject({ keys: z.array(z.strictObject(key)) }),
  BrandKey: z.strictObject({ ...key, value: shownOnce.optional() }),
  BrandActs: z.strictObject({
    acts: z.array(
      z.strictObject({
        brandId: number,
        sequence: whole,
        at: time,
        actor: z.string(),
        role: z.enum(ROLES).nullable(),
        act: z.string(),
        subject: z.string(),
        detail: facts,
        previous: hash,
        hash,
      }),
    ),
    next,
  }),
} as const satisfies Record<string, z.ZodType>

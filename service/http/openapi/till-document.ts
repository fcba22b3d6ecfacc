import { z } from 'zod'
import {
  confirmSchema,
  enrolSchema,
  lookupSchema,
  nothingSchema,
  paymentSchema,
  previewSchema,
  queueSchema,
  returnSchema,
  saleSchema,
  signedCodeSchema,
  voidSchema,
} from '../till-schema.ts'

const decimal = z.string().regex(/^\d+(\.\d+)?$/)
const time = z.iso.datetime()

const member = z.strictObject({
  member: z.string().meta({ description: 'A handle for this brand alone. It names nobody.' }),
  alias: z.string(),
  known: z.boolean(),
  account: z.boolean(),
  points: z.strictObject({
    active: decimal.nullable(),
    worth: decimal.nullable(),
    at: time.nullable(),
    pending: decimal,
    nextAt: time.nullable(),
    owed: decimal,
  }),
})

const basket = {
  earned: decimal,
  basis: decimal,
  activeFrom: time,
  reasons: z.array(z.string()),
  lines: z.array(z.strictObject({ id: z.string(), points: decimal, reasons: z.array(z.string()) })),
  text: z.string().meta({ description: 'For the receipt.' }),
}

const taken = {
  order: z.string(),
  known: z.boolean().meta({ description: 'It was booked before; nothing was done now.' }),
  taken: decimal,
  payments: z.array(z.looseObject({})).meta({ description: 'Payments with points that have to be refunded.' }),
  text: z.string(),
}

/** What tills ask, as their routes read it. */
export const tillRequests = {
  TillLookupRequest: lookupSchema,
  TillConfirmRequest: confirmSchema,
  TillEnrolRequest: enrolSchema,
  TillPreviewRequest: previewSchema,
  TillSaleRequest: saleSchema,
  TillReturnRequest: returnSchema,
  TillVoidRequest: voidSchema,
  TillQueueRequest: queueSchema,
  TillPaymentRequest: paymentSchema,
  TillSignedCodeRequest: signedCodeSchema,
  TillNothing: nothingSchema,
} as const satisfies Record<string, z.ZodType>

/** What tills are answered. */
export const tillAnswers = {
  Till: z.strictObject({
    brand: z.string(),
    location: z.string(),
    device: z.string(),
    mode: z.enum(['live', 'test']),
    portalUrl: z.string().nullable(),
    floorLimit: decimal,
    pendingSeconds: z.number().int(),
    time,
  }),
  TillMember: member,
  TillFound: z.union([
    member,
    z.strictObject({ candidate: z.string(), alias: z.string(), ending: z.string(), until: time }),
  ]),
  TillEnrolled: z.strictObject({ member: z.string(), alias: z.string(), claimLink: z.string().nullable() }),
  TillBasket: z.strictObject(basket),
  TillSale: z.strictObject({ sale: z.string(), order: z.string(), known: z.boolean(), ...basket }),
  TillReturn: z.strictObject({ return: z.string(), ...taken }),
  TillVoid: z.strictObject({ void: z.string(), ...taken }),
  TillQueue: z.strictObject({
    entries: z.array(
      z.union([
        z.strictObject({ sale: z.string(), status: z.enum(['booked', 'known']), earned: decimal }),
        z.strictObject({
          sale: z.string(),
          status: z.literal('refused'),
          problem: z.strictObject({ code: z.string(), detail: z.string() }),
        }),
      ]),
    ),
  }),
  TillPayment: z.strictObject({
    id: z.uuid(),
    order: z.string(),
    value: decimal,
    shown: z.strictObject({ currency: z.string(), amount: decimal }).optional(),
    state: z.enum(['requested', 'confirmed', 'done', 'cancelled', 'timedOut', 'failed', 'paidLate']),
    version: z.number().int(),
    accepted: z.boolean(),
    acceptable: z.boolean(),
    link: z.string().nullable(),
    reference: z.string(),
    createdAt: time,
    expiresAt: time,
    paid: z.strictObject({ value: decimal, transaction: z.string(), block: z.string() }).optional(),
    refundedAt: time.optional(),
    problem: z.strictObject({ code: z.string(), detail: z.string() }).optional(),
  }),
} as const satisfies Record<string, z.ZodType>

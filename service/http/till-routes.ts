import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import type { BrandOperation } from '../access/permissions.ts'
import type { Transaction } from '../database/open-database.ts'
import { formatDecimal } from '../../chain/codec/decimal.ts'
import { readRules, rulesAt } from '../ledger/brand-rules.ts'
import { bookQueue } from '../till/book-queue.ts'
import { bookReturn, voidSale } from '../till/book-return.ts'
import { bookSale } from '../till/book-sale.ts'
import { CardTries } from '../till/card-tries.ts'
import type { Device } from '../till/device.ts'
import { enrolMember } from '../till/enrol-member.ts'
import { confirmMember, lookUpMember } from '../till/look-up-member.ts'
import { previewBasket } from '../till/preview-basket.ts'
import type { TillDesk } from '../till/till-desk.ts'
import { TillError } from '../till/till-error.ts'
import { TillRates } from '../till/till-rates.ts'
import { answerOnce, type PostedOnce } from './answer-once.ts'
import type { Changes } from './changes.ts'
import type { KeyEntrance } from './enter-by-key.ts'
import { limitBody } from './limit-body.ts'
import type { OpenStreams } from './open-streams.ts'
import { problemOf, problemResponse } from './problem.ts'
import type { Log } from './request-log.ts'
import { admitTill, readPosted } from './till-door.ts'
import { tillPaymentRoutes } from './till-payment-routes.ts'
import {
  confirmSchema,
  enrolSchema,
  lookupSchema,
  previewSchema,
  queueSchema,
  returnSchema,
  saleSchema,
  voidSchema,
} from './till-schema.ts'

export type TillOptions = {
  till: TillDesk
  changes: Changes
  streams: OpenStreams
  entrance: KeyEntrance
  log: Log
  stopped: AbortSignal
  rates?: TillRates
}

/** Room for a queue of 500 sales. */
export const MAX_TILL_BODY = 1024 * 1024

/** What routes of tills share. */
export type TillDoor = {
  desk: TillDesk
  admit: (context: Context, operation: BrandOperation) => Promise<Device>
  /** Does a POST once per Idempotency-Key. */
  once: <schema extends z.ZodType>(
    context: Context,
    operation: BrandOperation,
    posted: TillPost<schema>,
  ) => Promise<Response>
}

export type TillPost<schema extends z.ZodType> = Pick<PostedOnce<schema>, 'schema' | 'status'> & {
  /** Outside the transaction, before it: harmless when repeated. */
  before?: (device: Device, body: z.output<schema>) => Promise<void>
  work: (sql: Transaction, device: Device, body: z.output<schema>) => Promise<unknown>
}

type Booking<schema extends z.ZodType> = {
  schema: schema
  status?: 200 | 201
  verb: (sql: Transaction, desk: TillDesk, device: Device, body: z.output<schema>) => Promise<unknown>
}

/** The API of tills; tenant and place come out of the device's key alone. */
export function tillRoutes(options: TillOptions): Hono {
  const { till: desk, rates = new TillRates() } = options
  const routes = new Hono()
  routes.use(limitBody(MAX_TILL_BODY, (context) => problemResponse(context, problemOf(tooLarge()))))
  const door = openDoor(desk, rates, options)
  aboutDevice(routes, door)
  aboutMembers(routes, door, rates)
  aboutSales(routes, door, rates)
  routes.route('/payments', tillPaymentRoutes(door, options))
  return routes
}

function openDoor(desk: TillDesk, rates: TillRates, { entrance }: TillOptions): TillDoor {
  const admit = (context: Context, operation: BrandOperation): Promise<Device> =>
    admitTill(context, { entrance, rates }, operation)
  return {
    desk,
    admit,
    once: async (context, operation, { before, work, ...posted }) => {
      const device = await admit(context, operation)
      const { database, vault, masters } = desk
      const place = { database, vault, masters, brandId: device.brandId }
      return answerOnce(context, place, {
        ...posted,
        before: before && ((body) => before(device, body)),
        work: (sql, body) => work(sql, device, body),
      })
    },
  }
}

function aboutDevice(routes: Hono, { desk, admit }: TillDoor): void {
  routes.get('/', async (context) => {
    const { brandId, brand, name, location, mode } = await admit(context, 'getTill')
    const now = desk.now()
    const rules = rulesAt(await readRules(desk.database, brandId), now)
    context.header('Cache-Control', 'no-store')
    return context.json({
      ...{ brand, location, device: name, mode, portalUrl: await desk.portalUrl() },
      floorLimit: formatDecimal(rules.floorLimit, { decimals: 6, minimum: 2 }),
      pendingSeconds: rules.pendingSeconds,
      time: now.toISOString(),
    })
  })
}

function aboutMembers(routes: Hono, { desk, admit, once: doOnce }: TillDoor, rates: TillRates): void {
  routes.post('/members/lookup', async (context) => {
    const device = await admit(context, 'lookUpMember')
    const { body } = await readPosted(context, lookupSchema)
    context.header('Cache-Control', 'no-store')
    if ('qr' in body) return context.json(await lookUpMember(desk, device, body))
    const look = () => lookUpMember(desk, device, body)
    if ('phone' in body) await rates.use('phones', device)
    return context.json(await new CardTries(rates, device).findInTurn(look))
  })
  routes.post('/members/confirm', async (context) => {
    const device = await admit(context, 'confirmMember')
    const { body } = await readPosted(context, confirmSchema)
    context.header('Cache-Control', 'no-store')
    return context.json(await confirmMember(desk, device, body))
  })
  routes.post('/members', (context) =>
    doOnce(context, 'enrolMember', {
      schema: enrolSchema,
      status: 201,
      // Enrolling tells whether somebody is a member, as looking up does.
      before: (device) => rates.use('phones', device),
      work: (sql, device, body) => new CardTries(rates, device).enrol(() => enrolMember(sql, desk, device, body)),
    }),
  )
}

function aboutSales(routes: Hono, { desk, admit, once: doOnce }: TillDoor, rates: TillRates): void {
  const tries = (device: Device): CardTries => new CardTries(rates, device)
  routes.post('/preview', async (context) => {
    const device = await admit(context, 'previewBasket')
    const { body } = await readPosted(context, previewSchema)
    const { member, currency, lines, pointsTender: tender } = body
    return context.json(await previewBasket(desk, device, { member, currency, lines, tender }))
  })
  const book = <schema extends z.ZodType>(
    path: string,
    operation: BrandOperation,
    { schema, status = 201, verb }: Booking<schema>,
  ) =>
    routes.post(path, (context) =>
      doOnce(context, operation, { schema, status, work: (sql, device, body) => verb(sql, desk, device, body) }),
    )
  book('/sales', 'bookSale', {
    schema: saleSchema,
    verb: (sql, desk, device, sale) => bookSale(sql, desk, device, { ...sale, tries: tries(device) }),
  })
  book('/returns', 'bookReturn', { schema: returnSchema, verb: bookReturn })
  book('/voids', 'voidSale', { schema: voidSchema, verb: voidSale })
  book('/queue', 'bookQueue', {
    ...{ schema: queueSchema, status: 200 },
    verb: (sql, desk, device, queue) => bookQueue(sql, desk, device, { ...queue, tries: tries(device) }),
  })
}

function tooLarge(): TillError {
  const sentence = `The request is larger than ${MAX_TILL_BODY} bytes. Send less at once.`
  return new TillError('TooLarge', { status: 413, sentence })
}

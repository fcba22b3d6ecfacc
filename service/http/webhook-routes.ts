import { type Context, Hono } from 'hono'
import { BadSignatures } from '../intake/bad-signatures.ts'
import { InboxWriter } from '../intake/inbox-writer.ts'
import { IntakeError } from '../intake/intake-error.ts'
import { type IntakeDesk, takeDelivery } from '../intake/take-delivery.ts'
import { WEBHOOK_PROVIDERS } from '../intake/webhook-url.ts'
import type { DataVault } from '../keys/data-vault.ts'
import { BadDelivery } from '../shops/delivery-error.ts'
import type { WebhookProvider } from '../shops/shop-delivery.ts'
import { clientAddress } from './client-address.ts'
import { limitBody } from './limit-body.ts'
import { problemResponse } from './problem.ts'

export type WebhookOptions = {
  intake: Omit<IntakeDesk, 'writer'> & { vault: DataVault }
  trustedProxies: ReadonlySet<string>
  now?: () => Date
}

/** Larger than any provider's delivery. */
export const MAX_DELIVERY = 1024 * 1024

const CODE = /^[a-z0-9-]{3,20}$/

/** Where shops deliver what happened. */
export function webhookRoutes({ intake, trustedProxies, now = () => new Date() }: WebhookOptions): Hono {
  const desk = { ...intake, writer: new InboxWriter(intake.database, intake.vault) }
  const badSignatures = new BadSignatures()
  const routes = new Hono()

  routes.post(
    '/:brand/:provider',
    async (context, next) => {
      placeOf(context)
      const address = clientAddress(context, trustedProxies)
      if (badSignatures.before(address, performance.now()) === 'tooMany') throw tooMany(badSignatures)
      await next()
    },
    limitBody(MAX_DELIVERY, tooLarge),
    async (context) => {
      const place = placeOf(context)
      const address = clientAddress(context, trustedProxies)
      const body = new Uint8Array(await context.req.arrayBuffer())
      try {
        const taken = await takeDelivery(desk, { ...place, headers: context.req.raw.headers, body, now: now() })
        if (taken !== 'ping') badSignatures.good(address)
        return context.json({ received: true, duplicate: taken === 'duplicate' || taken === 'different' })
      } catch (error) {
        if (!(error instanceof BadDelivery)) throw error
        if (badSignatures.bad(address, performance.now()) === 'tooMany') throw tooMany(badSignatures)
        throw new IntakeError(error.code, { status: statusOf(error), sentence: error.message, cause: error })
      }
    },
  )
  routes.all('/:brand/:provider', (context) => {
    placeOf(context)
    context.header('Allow', 'POST')
    const detail = 'Shops deliver here by POST. Give this address to the shop; there is nothing to see.'
    return problemResponse(context, { code: 'PostOnly', status: 405, detail })
  })
  return routes
}

function placeOf(context: Context): { brand: string; provider: WebhookProvider } {
  const brand = context.req.param('brand') ?? ''
  const provider = WEBHOOK_PROVIDERS.find((each) => each === context.req.param('provider'))
  if (provider && CODE.test(brand)) return { brand, provider }
  const sentence = `Shops deliver to /webhooks/BRAND/PROVIDER; providers are ${WEBHOOK_PROVIDERS.join(', ')}.`
  throw new IntakeError('UnknownShop', { status: 404, sentence })
}

const statusOf = ({ code }: BadDelivery): 400 | 401 => (code === 'BadSignature' ? 401 : 400)

function tooMany(badSignatures: BadSignatures): IntakeError {
  const retryAfterSeconds = badSignatures.secondsLeft(performance.now())
  const sentence = `Too many deliveries came from here with a bad signature. Check the secret; try again in ${retryAfterSeconds} s.`
  return new IntakeError('TooManyBadSignatures', { status: 429, sentence, retryAfterSeconds })
}

function tooLarge(context: Context): Response {
  const detail = `The delivery is larger than ${MAX_DELIVERY} bytes, more than any order needs. Send less at once.`
  return problemResponse(context, { code: 'TooLarge', status: 413, detail })
}

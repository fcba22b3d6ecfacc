import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { type IntentRow, listIntents, readIntent, viewOf } from '../relay/intent-row.ts'
import { type Quota, originOf } from '../relay/quotas.ts'
import { RelayError } from '../relay/relay-error.ts'
import { submitIntent } from '../relay/submit-intent.ts'
import { submitOperation } from '../relay/submit-operation.ts'
import { clientAddress } from './client-address.ts'
import { intentEvents } from './intent-events.ts'
import { OpenStreams } from './open-streams.ts'
import { readBody } from './read-body.ts'
import { describeRelay } from './describe-relay.ts'
import { addressSchema, idSchema, intentRequestSchema, operationRequestSchema } from './request-schema.ts'
import type { AppOptions } from './service-app.ts'

export function relayRoutes(options: AppOptions): Hono {
  const { relay, quotas, gasMoney, changes, trustedProxies, stopped } = options
  const desk = { relay, quotas, gasMoney }
  const routes = new Hono()
  const streams = new OpenStreams(relay.rules.streamsPerOrigin)

  /** Counts the request; gives the hash its sender is known by. */
  const admit = async (context: Context, quota: Quota = 'requests'): Promise<string> => {
    const origin = originOf(clientAddress(context, trustedProxies), relay.originSecret)
    await quotas.use(quota, origin)
    return origin
  }
  const accepted = (context: Context, row: IntentRow): Response => {
    context.header('Location', `/v1/intents/${row.id}`)
    return context.json(viewOf(row), 202)
  }

  routes.post('/intents', async (context) => {
    const origin = await admit(context)
    const { intent, key } = await readBody(context, intentRequestSchema)
    const { verb, payload, signature, ...stated } = intent
    const row = await submitIntent(desk, { intent: { verb, payload, signature }, key, stated, origin })
    return accepted(context, row)
  })
  routes.post('/account-operations', async (context) => {
    const origin = await admit(context)
    const { operation, key } = await readBody(context, operationRequestSchema)
    return accepted(context, await submitOperation(desk, { operation, key, origin }))
  })
  routes.get('/intents/:id', async (context) => {
    await admit(context, 'reads')
    return context.json(viewOf(await find(relay, context.req.param('id'))))
  })
  routes.get('/intents/:id/events', async (context) => {
    const origin = await admit(context, 'reads')
    const { id } = await find(relay, context.req.param('id'))
    const leave = streams.enter(origin)
    return intentEvents(context, {
      read: () => readIntent(relay, id),
      watch: (listener) => {
        const unwatch = changes.watch(id, listener)
        return () => {
          unwatch()
          leave()
        }
      },
      stopped,
    })
  })
  routes.get('/members/:address/intents', async (context) => {
    await admit(context, 'reads')
    const address = parse(addressSchema, context.req.param('address'), 'That is not an address.')
    const rows = await listIntents(relay, address.toLowerCase() as `0x${string}`)
    return context.json({ intents: rows.map(viewOf) })
  })
  routes.get('/relay', async (context) => {
    await admit(context, 'reads')
    return context.json(await describeRelay(relay, gasMoney))
  })
  return routes
}

async function find(relay: AppOptions['relay'], given: string): Promise<IntentRow> {
  const id = parse(idSchema, given, 'That is not the id of an intent.')
  const row = await readIntent(relay, id)
  if (row) return row
  throw new RelayError('UnknownIntent', { status: 404, sentence: 'There is no such intent here.' })
}

function parse<schema extends z.ZodType>(schema: schema, given: string, sentence: string): z.output<schema> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new RelayError('BadRequest', { status: 400, sentence })
}

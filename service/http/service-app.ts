import { Hono, type MiddlewareHandler } from 'hono'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { KeyDoor } from '../access/key-door.ts'
import type { GasMoney } from '../relay/gas-money.ts'
import type { Quotas } from '../relay/quotas.ts'
import type { Relay } from '../relay/relay.ts'
import { type BrandOptions, brandRoutes } from './brand-routes.ts'
import type { Changes } from './changes.ts'
import { type Log, requestLog } from './request-log.ts'
import { apiDocument } from './openapi/api-document.ts'
import { problemOf, problemResponse } from './problem.ts'
import { receiptRoutes } from './receipt-routes.ts'
import { relayRoutes } from './relay-routes.ts'
import { limitBody } from './limit-body.ts'
import { OpenStreams } from './open-streams.ts'
import { tillRoutes } from './till-routes.ts'
import { type WebhookOptions, webhookRoutes } from './webhook-routes.ts'
import type { TillDesk } from '../till/till-desk.ts'

export type AppOptions = {
  relay: Relay
  intake: WebhookOptions['intake']
  till: TillDesk
  quotas: Quotas
  /** Where receipts are kept, and what the portal shows to read them. */
  books: {
    home: string
    portalToken: string
    /** First block worth reading. */
    hubBlock?: bigint | undefined
    /** Where the service is reached from outside. */
    serviceUrl: () => Promise<string | undefined>
  }
  gasMoney: GasMoney
  changes: Changes
  /** Proxies whose word on a client's address counts. */
  trustedProxies: ReadonlySet<string>
  /** Whether this replica submits. */
  leading: () => boolean
  log: Log
  stopped: AbortSignal
}

/** Larger than any signed intent. */
const MAX_BODY = 16 * 1024

const STREAMS_PER_TILL = 20

/** Of every answer, errors included. Pages of other sites may read none of them: there is no CORS. */
const HEADERS = {
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  // Two years; counts where the service is reached by https.
  strictTransportSecurity: 'max-age=63072000; includeSubDomains',
}

/** The HTTP side of the service. */
export function serviceApp(options: AppOptions): Hono {
  const { log } = options
  const app = new Hono()
  app.use(requestId({ limitLength: 64 }))
  app.use(requestLog(log))
  app.use(secureHeaders(HEADERS))
  app.route('/webhooks', webhookRoutes(options))
  const { till, relay, trustedProxies } = options
  const keys = new KeyDoor({ database: till.database, now: till.now })
  const entrance = { keys, trustedProxies, originSecret: relay.originSecret }
  app.route('/v1/till', tillRoutes({ ...options, entrance, streams: new OpenStreams(STREAMS_PER_TILL) }))
  app.route('/v1/brand', brandRoutes({ ...brandParts(options), entrance }))
  app.use(smallBodies())
  app.get('/healthz', async (context) => {
    await options.relay.database`select 1`
    return context.json({ ok: true, submits: options.leading() })
  })
  const document = apiDocument()
  app.get('/openapi.json', (context) => context.json(document))
  app.route('/v1', relayRoutes(options))
  app.route('/v1', receiptRoutes(options))
  app.notFound((context) => {
    const detail = `There is nothing at ${context.req.method} ${context.req.path}.`
    return problemResponse(context, { code: 'NotFound', status: 404, detail })
  })
  app.onError((error, context) => {
    const problem = problemOf(error)
    if (problem.status === 500)
      log('error', { request: context.get('requestId') as string, error: String(error.stack) })
    return problemResponse(context, problem)
  })
  return app
}

function brandParts({ till, relay, intake, books }: AppOptions): Omit<BrandOptions, 'entrance'> {
  const { home, hubBlock = 0n, serviceUrl } = books
  const { database, masters, secrets, now } = till
  return {
    database,
    masters,
    secrets,
    vault: intake.vault,
    home,
    client: relay.client,
    fromBlock: hubBlock,
    serviceUrl,
    now,
  }
}

function smallBodies(): MiddlewareHandler {
  return limitBody(MAX_BODY, (context) => {
    const detail = `The request is larger than ${MAX_BODY} bytes.`
    return problemResponse(context, { code: 'TooLarge', status: 413, detail })
  })
}

import { answer } from '../../../../server/answer.ts'
import { currentNetwork } from '../../../../server/network.ts'
import { problem } from '../../../../server/problem.ts'
import { clientIp } from '../../../../server/rate-limit.ts'
import { readText } from '../../../../server/read-json.ts'

/** What of the service the browser may reach: the relay, and nothing of brands or tills. */
const allowed: readonly RegExp[] = [
  /^v1\/relay$/,
  /^v1\/intents(\/[\w-]{1,80}(\/events)?)?$/,
  /^v1\/account-operations$/,
  /^v1\/members\/0x[0-9a-fA-F]{40}\/intents$/,
]

type Context = { params: Promise<{ path: string[] }> }

export async function GET(request: Request, context: Context): Promise<Response> {
  return await pass(request, context, undefined)
}

export async function POST(request: Request, context: Context): Promise<Response> {
  const body = await readText(request)
  if (body === undefined) return problem(413, 'too-large', 'The request is larger than this portal takes.')
  return await pass(request, context, body)
}

/** Hands a request on and its answer back; a stream of events flows through as it comes. */
async function pass(request: Request, { params }: Context, body: string | undefined): Promise<Response> {
  return await answer('reach the relay', async () => {
    const path = (await params).path.join('/')
    if (!allowed.some((pattern) => pattern.test(path))) return problem(404, 'unknown', 'There is nothing here.')
    const { serviceUrl } = await currentNetwork()
    if (serviceUrl === null)
      return problem(503, 'no-relay', 'This network has no relay, so nothing can be sent from here.')
    const streams = path.endsWith('/events')
    const response = await fetch(new URL(`/${path}`, serviceUrl), {
      method: request.method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'x-forwarded-for': clientIp(request),
      },
      ...(body === undefined ? {} : { body }),
      cache: 'no-store',
      signal: streams ? request.signal : AbortSignal.any([request.signal, AbortSignal.timeout(15_000)]),
    })
    // A compressor on the way would hold events back until it has enough of them.
    const headers = new Headers({ 'cache-control': streams ? 'no-store, no-transform' : 'no-store' })
    const type = response.headers.get('content-type')
    if (type !== null) headers.set('content-type', type)
    const later = response.headers.get('retry-after')
    if (later !== null) headers.set('retry-after', later)
    if (streams) headers.set('x-accel-buffering', 'no')
    return new Response(response.body, { status: response.status, headers })
  })
}

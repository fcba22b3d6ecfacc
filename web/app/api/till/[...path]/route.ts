import { answer } from '../../../../server/answer.ts'
import { askTill } from '../../../../server/ask-till.ts'
import { problem } from '../../../../server/problem.ts'
import { refusedTooMany } from '../../../../server/rate-limit.ts'
import { readText } from '../../../../server/read-json.ts'
import { openTillSession } from '../../../../server/till-session.ts'

export const dynamic = 'force-dynamic'

/** What of the till's API its page may reach. Everything of a person goes in bodies: an address holds no more than a payment's id. */
const allowed: Readonly<Record<'GET' | 'POST', readonly RegExp[]>> = {
  GET: [/^payments\/[\da-f-]{36}(\/events)?$/],
  POST: [
    /^members(\/lookup|\/confirm)?$/,
    /^(preview|sales|returns|voids|queue|payments)$/,
    /^payments\/[\da-f-]{36}\/(cancel|accept|intent)$/,
  ],
}

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/

type Context = { params: Promise<{ path: string[] }> }

export async function GET(request: Request, context: Context): Promise<Response> {
  return await pass(request, context, 'GET')
}

export async function POST(request: Request, context: Context): Promise<Response> {
  return await pass(request, context, 'POST')
}

/** Hands a request on in the device's name, which only this server knows, and its answer back. */
async function pass(request: Request, { params }: Context, method: 'GET' | 'POST'): Promise<Response> {
  return await answer('reach the service of tills', async () => {
    const path = (await params).path.join('/')
    if (!allowed[method].some((pattern) => pattern.test(path))) return problem(404, 'unknown', 'There is nothing here.')
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const { key } = await openTillSession()
    if (key === undefined) return problem(401, 'NoDevice', 'No till is set up in this browser. Enter its key.')
    const body = method === 'POST' ? await readText(request) : ''
    if (body === undefined) return problem(413, 'TooLarge', 'The request is larger than this portal takes.')
    const idempotencyKey = request.headers.get('idempotency-key') ?? ''
    if (method === 'POST' && !IDEMPOTENCY_KEY.test(idempotencyKey))
      return problem(400, 'KeyUnfit', 'The request does not read as it should. Reload the page.')
    const streams = path.endsWith('/events')
    const asked = { key, path: `/${path}`, streams }
    const response = await askTill(request, method === 'GET' ? asked : { ...asked, body, idempotencyKey })
    return response
      ? handBack(response, streams)
      : problem(503, 'NoService', 'This network runs without the service of tills. Ask its operator.')
  })
}

function handBack(response: Response, streams: boolean): Response {
  // A compressor on the way would hold events back until it has enough of them.
  const headers = new Headers({ 'cache-control': streams ? 'no-store, no-transform' : 'no-store' })
  for (const name of ['content-type', 'retry-after']) {
    const value = response.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  if (streams) headers.set('x-accel-buffering', 'no')
  return new Response(response.body, { status: response.status, headers })
}

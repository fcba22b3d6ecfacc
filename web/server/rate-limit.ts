import { RateLimiterMemory } from 'rate-limiter-flexible'
import { problem } from './problem.ts'
import { visitorNetwork } from './visitor-network.ts'

const limits = {
  /** Questions: reads of indexer and chain. */
  ask: new RateLimiterMemory({ points: 600, duration: 60 }),
  /** Attempts to sign in. */
  enter: new RateLimiterMemory({ points: 30, duration: 60 }),
}

/** Who asks, as `serve.ts` has noted it; nobody else can write this header. */
export const clientIp = (from: Request | Pick<Headers, 'get'>): string =>
  ('get' in from ? from : from.headers).get('x-forwarded-for') ?? 'unknown'

/** The answer to somebody who asks too often; undefined for everybody else. `uses` is what the request counts for. */
export async function refusedTooMany(
  request: Request,
  kind: keyof typeof limits,
  uses = 1,
): Promise<Response | undefined> {
  try {
    await limits[kind].consume(visitorNetwork(clientIp(request)), uses)
    return undefined
  } catch (refused) {
    if (refused instanceof Error) throw refused
    return problem(429, 'too-many', 'That was too often in a short time. Wait a minute and try again.')
  }
}

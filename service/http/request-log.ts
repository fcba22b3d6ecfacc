import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'

export type Log = (what: string, facts: Record<string, string | number | boolean>) => void

/** Writes lines of JSON to standard output. */
export const logToOutput: Log = (what, facts) => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), what, ...facts })}\n`)
}

/**
 * One line per request: what was asked and how it went. No address, no body, no signature, and of a path only its shape: the
 * log tells nobody's story.
 */
export function requestLog(log: Log): MiddlewareHandler {
  return async (context, next) => {
    const started = performance.now()
    await next()
    const path = shapeOf(context)
    const ms = Math.round(performance.now() - started)
    const request = context.get('requestId') as string
    log('request', { request, method: context.req.method, path, status: context.res.status, ms })
  }
}

/**
 * The route as it was written, with names in the place of values. Of a path that led nowhere, into which anybody may have
 * typed anything, its beginning alone.
 */
function shapeOf(context: Context): string {
  const route = matchedRoutes(context).findLast(({ path, method }) => method !== 'ALL' && !path.includes('*'))
  if (route) return route.path
  const [, beginning = ''] = context.req.path.split('/')
  return /^[a-z0-9-]{1,20}$/.test(beginning) ? `/${beginning}/…` : '/…'
}

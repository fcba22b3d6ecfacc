import type { MiddlewareHandler } from 'hono'

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
    const path = context.req.path
      .replaceAll(/0x[0-9a-fA-F]{40}/g, ':address')
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, ':id')
      .slice(0, 100)
    const ms = Math.round(performance.now() - started)
    const request = context.get('requestId') as string
    log('request', { request, method: context.req.method, path, status: context.res.status, ms })
  }
}

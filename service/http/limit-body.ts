import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

const HAVE_NONE = new Set(['GET', 'HEAD'])

/**
 * Hono's limit of a body's size. A body whose length is told beforehand is not opened as a stream to learn that there is one: that
 * would take the server's quicker way of reading it. Node lets no more through than was told.
 */
export function limitBody(maxSize: number, onError: (context: Context) => Response): MiddlewareHandler {
  const limited = bodyLimit({ maxSize, onError })
  return async (context, next) => {
    const told = context.req.header('content-length')
    const chunked = context.req.header('transfer-encoding') !== undefined
    if (!chunked && told !== undefined) return Number(told) > maxSize ? onError(context) : next()
    return !chunked && HAVE_NONE.has(context.req.method) ? next() : limited(context, next)
  }
}

import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { isIP } from 'node:net'

/**
 * Where a request comes from. Only a proxy we trust (the portal, on this machine unless told otherwise) may speak for
 * somebody else; of what it says the last address counts, the one it has seen itself.
 */
export function clientAddress(context: Context, trusted: ReadonlySet<string>): string {
  const peer = (getConnInfo(context).remote.address ?? '').replace(/^::ffff:(?=\d+\.)/, '')
  if (!trusted.has(peer)) return peer
  const said = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  return isIP(said) === 0 ? peer : said
}

export const LOOPBACK: readonly string[] = ['127.0.0.1', '::1']

import type { IncomingMessage } from 'node:http'

/** Address a request came from: the socket's, or behind proxies of ours the one the outermost of them saw. */
export function visitorAddress({ headers, socket }: IncomingMessage, proxies: number): string {
  const peer = socket.remoteAddress ?? 'unknown'
  if (proxies === 0) return peer
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  return forwarded.map((part) => part.trim()).at(-proxies) || peer
}

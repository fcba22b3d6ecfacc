import { type LookupAddress, promises as dns } from 'node:dns'
import { isLoopback, isPublicAddress } from './public-address.ts'
import { hostOf, isThisMachine } from './target-url.ts'
import { WebhookError } from './webhook-error.ts'

export type Resolve = (host: string) => Promise<LookupAddress[]>

const ask: Resolve = (host) => dns.lookup(host, { all: true, order: 'verbatim' })

/**
 * Asks once where a host is, and gives the address to connect to: whoever answers for the name cannot change his mind between the
 * check and the connection. One address that is not public, and none is used.
 */
export async function resolveTarget(
  url: URL,
  { dev, resolve = ask }: { dev: boolean; resolve?: Resolve | undefined },
): Promise<LookupAddress> {
  const host = hostOf(url)
  const found = await resolve(host).catch((cause: unknown) => {
    throw new WebhookError('UnknownHost', 'The name of the host is not known.', { cause })
  })
  const local = dev && isThisMachine(host)
  const bad = found.find(({ address }) => !isPublicAddress(address) && !(local && isLoopback(address)))
  const [first] = found
  if (bad || !first) throw new WebhookError('PrivateAddress', 'The host is not of the public internet.')
  return first
}

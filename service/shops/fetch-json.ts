import type { LookupAddress } from 'node:dns'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { lookupOf } from '../webhooks-out/pinned-lookup.ts'
import { type Resolve, resolveTarget } from '../webhooks-out/resolve-target.ts'
import { WebhookError } from '../webhooks-out/webhook-error.ts'
import { NeedsFetch, type Refused, UnreadableDelivery } from './delivery-error.ts'
import { parseExactJson } from './exact-json.ts'
import type { ShopFetcher } from './shop-delivery.ts'

export type FetchOptions = {
  /** Where the API is; paths are appended. */
  root: string
  headers: Record<string, string>
  timeoutMs?: number | undefined
  /** Allows http and addresses that are not public: for development alone. */
  allowLocal?: boolean | undefined
  /** Asks where a host is; else the system does. */
  resolve?: Resolve | undefined
}

const TIMEOUT_MS = 10_000
const MOST_BYTES = 4_000_000
const PUBLIC_NAME = /^([a-z0-9-]+\.)+[a-z][a-z0-9-]+$/
const PRIVATE_NAME = /\.(local|localhost|internal)$/

/**
 * Asks an API for JSON. https only, no redirects, bounded in time and size; the name is asked for once, and the connection made
 * to the public address that was checked. Every failure is a NeedsFetch.
 */
export function fetchJson(options: FetchOptions): ShopFetcher {
  const { root, headers, timeoutMs = TIMEOUT_MS, allowLocal = false, resolve } = options
  return {
    getJson: async (path) => {
      if (!allowLocal && !isPublic(root)) throw new NeedsFetch(path, 'its address is no public name over https')
      const signal = AbortSignal.timeout(timeoutMs)
      try {
        const url = new URL(root + path)
        const address = allowLocal ? undefined : await resolveTarget(url, { dev: false, resolve })
        const response = await get(url, { headers: { accept: 'application/json', ...headers }, signal, address })
        checkStatus(path, response)
        return parseExactJson(await readBounded(path, response))
      } catch (error) {
        if (error instanceof NeedsFetch) throw error
        if (error instanceof UnreadableDelivery) throw new NeedsFetch(path, 'the answer is not JSON')
        const isPrivate = error instanceof WebhookError && error.code === 'PrivateAddress'
        if (isPrivate) throw new NeedsFetch(path, 'its address is not of the public internet')
        throw new NeedsFetch(path, signal.aborted ? 'no answer in time' : 'no connection', { cause: error })
      }
    },
  }
}

type Getting = { headers: Record<string, string>; signal: AbortSignal; address: LookupAddress | undefined }

function get(url: URL, { headers, signal, address }: Getting): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? tlsRequest : plainRequest
  const lookup = address === undefined ? {} : { lookup: lookupOf(address) }
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, signal, agent: false, ...lookup }, resolve)
    sent.on('error', reject)
    sent.end()
  })
}

/** A root is written by a brand: it may not lead into the service's own network. */
function isPublic(root: string): boolean {
  const url = URL.parse(root)
  if (url?.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false
  return PUBLIC_NAME.test(url.hostname) && !PRIVATE_NAME.test(url.hostname)
}

function checkStatus(path: string, response: IncomingMessage): void {
  const { statusCode: status = 0, headers } = response
  if (status >= 200 && status < 300) return
  response.destroy()
  if (status >= 300 && status < 400) throw new NeedsFetch(path, 'no connection: it leads elsewhere')
  const seconds = /^\d{1,6}$/.exec(headers['retry-after'] ?? '')?.[0]
  const refused = refusedBy(status)
  const reason = refused === 'token' ? `the token is not accepted (${status})` : `the answer is ${status}`
  const later = seconds === undefined ? {} : { retryAfterSeconds: Number(seconds) }
  throw new NeedsFetch(path, reason, { ...later, refused })
}

/** Too late, too early and too many (408, 425, 429) pass like what is the provider's own fault (5xx). */
function refusedBy(status: number): Refused | undefined {
  if (status === 401 || status === 403) return 'token'
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status) ? 'request' : undefined
}

async function readBounded(path: string, response: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new NeedsFetch(path, 'the answer is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

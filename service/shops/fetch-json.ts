import { NeedsFetch, UnreadableDelivery } from './delivery-error.ts'
import { parseExactJson } from './exact-json.ts'
import type { ShopFetcher } from './shop-delivery.ts'

export type FetchOptions = {
  /** Where the API is; paths are appended. */
  root: string
  headers: Record<string, string>
  timeoutMs?: number | undefined
  /** Allows http and addresses of this machine: for tests against a local server alone. */
  allowLocal?: boolean | undefined
}

const TIMEOUT_MS = 10_000
const MOST_BYTES = 4_000_000
const PUBLIC_NAME = /^([a-z0-9-]+\.)+[a-z][a-z0-9-]+$/
const PRIVATE_NAME = /\.(local|localhost|internal)$/

/** Asks an API for JSON. https only, no redirects, bounded in time and size; every failure is a NeedsFetch. */
export function fetchJson({ root, headers, timeoutMs = TIMEOUT_MS, allowLocal = false }: FetchOptions): ShopFetcher {
  return {
    getJson: async (path) => {
      if (!allowLocal && !isPublic(root)) throw new NeedsFetch(path, 'its address is no public name over https')
      const signal = AbortSignal.timeout(timeoutMs)
      const init: RequestInit = { headers: { accept: 'application/json', ...headers }, redirect: 'error', signal }
      try {
        const response = await fetch(root + path, init)
        if (!response.ok) throw refused(path, response)
        return parseExactJson(await readBounded(path, response))
      } catch (error) {
        if (error instanceof NeedsFetch) throw error
        if (error instanceof UnreadableDelivery) throw new NeedsFetch(path, 'the answer is not JSON')
        throw new NeedsFetch(path, signal.aborted ? 'no answer in time' : 'no connection', { cause: error })
      }
    },
  }
}

/** A root is written by a brand: it may not lead into the service's own network. */
function isPublic(root: string): boolean {
  const url = URL.parse(root)
  if (url?.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false
  return PUBLIC_NAME.test(url.hostname) && !PRIVATE_NAME.test(url.hostname)
}

function refused(path: string, { status, headers }: Response): NeedsFetch {
  const seconds = /^\d{1,6}$/.exec(headers.get('retry-after') ?? '')?.[0]
  const reason = status === 401 || status === 403 ? `the token is not accepted (${status})` : `the answer is ${status}`
  return new NeedsFetch(path, reason, seconds === undefined ? {} : { retryAfterSeconds: Number(seconds) })
}

async function readBounded(path: string, response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new NeedsFetch(path, 'the answer is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

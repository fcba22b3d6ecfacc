import type { LookupAddress } from 'node:dns'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { lookupOf } from './pinned-lookup.ts'
import { checkTargetUrl } from './target-url.ts'
import { type Resolve, resolveTarget } from './resolve-target.ts'
import { type Message, signMessage } from './sign-message.ts'
import { WebhookError } from './webhook-error.ts'

export type PostOptions = {
  url: string
  secret: string
  message: Message
  now: Date
  /** Whether this machine itself may be told, without TLS: on the local chain. */
  dev: boolean
  resolve?: Resolve | undefined
}

const PATIENCE_MS = 10_000

/** Posts a signed message once; gives the status it was answered with. Follows no redirect and reads no answer. */
export async function postMessage({ url: text, secret, message, now, dev, resolve }: PostOptions): Promise<number> {
  const url = checkTargetUrl(text, { dev })
  const address = await resolveTarget(url, { dev, resolve })
  const headers = { ...signMessage(message, { secret, now }), 'user-agent': 'openpoints' }
  const response = await send(url, { address, headers, body: message.body })
  response.destroy()
  return response.statusCode ?? 0
}

type Sending = { address: LookupAddress; headers: Record<string, string>; body: string }

function send(url: URL, { address, headers, body }: Sending): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? tlsRequest : plainRequest
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      agent: false as const,
      signal: AbortSignal.timeout(PATIENCE_MS),
      // The name was asked for already: this connection goes to that address and no other.
      lookup: lookupOf(address),
    }
    const sent = request(url, options, resolve)
    sent.on('error', (cause) => reject(new WebhookError('NoAnswer', 'It does not answer.', { cause })))
    sent.end(body)
  })
}

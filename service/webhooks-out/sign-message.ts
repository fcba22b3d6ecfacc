import { createHmac } from 'node:crypto'

/** The bytes that are signed and sent. */
export type Message = { id: string; body: string }

/** Headers of Standard Webhooks: HMAC-SHA256 of `<id>.<seconds>.<body>` by the bytes the secret stands for. */
export function signMessage({ id, body }: Message, { secret, now }: { secret: string; now: Date }) {
  const time = Math.floor(now.getTime() / 1_000).toString()
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': `v1,${signature}`,
  }
}

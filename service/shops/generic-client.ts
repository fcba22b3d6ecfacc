import { createHmac, randomUUID } from 'node:crypto'

export type Shop = { url: string; secret: string }

/** Sends one message. When it fails, send it again with the same id: it counts once. */
export async function tellOpenpoints(
  { url, secret }: Shop,
  message: object,
  id = `msg_${randomUUID()}`,
): Promise<void> {
  const body = JSON.stringify(message)
  const time = Math.floor(Date.now() / 1_000)
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(time),
    'webhook-signature': `v1,${signature}`,
  }
  const answer = await fetch(url, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`openpoints answered ${answer.status}: ${await answer.text()}`)
}

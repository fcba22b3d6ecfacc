import webPush from 'web-push'
import type { PushKeys } from './push-keys.ts'
import type { Subscription } from './subscriptions.ts'

export interface PushMessage {
  title: string
  body: string
  /** Page of the portal that opens on a tap. */
  path: string
}

interface SendPushParameters {
  subscription: Subscription
  message: PushMessage
  keys: PushKeys
  /** Who sends, as push services want it: an https address or a mailto. */
  subject: string
}

const A_DAY = 86_400

/** Sends one message, encrypted for the browser alone. `gone` where the browser wants no more. */
export async function sendPush({ subscription, message, keys, subject }: SendPushParameters): Promise<'sent' | 'gone'> {
  const { endpoint, keys: browserKeys } = subscription
  const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: browserKeys }, JSON.stringify(message), {
    vapidDetails: { subject, ...keys },
    TTL: A_DAY,
  })
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: new Uint8Array(body),
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  })
  await answer.body?.cancel()
  if (answer.status === 404 || answer.status === 410) return 'gone'
  if (!answer.ok) throw new Error(`the push service answered ${answer.status}`)
  return 'sent'
}

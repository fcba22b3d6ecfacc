import { z } from 'zod'
import { digestOf, peek, UNKNOWN_TOPIC } from './peek.ts'
import { requireHeader } from './require-header.ts'
import type { Verifier } from './shop-delivery.ts'
import { requireSignature } from './signature.ts'

const envelopeSchema = z.object({
  event_id: z.string().min(1).max(200),
  type: z.string().min(1).max(100),
  merchant_id: z.string().min(1).max(100).optional(),
  created_at: z.iso.datetime({ offset: true }).optional().catch(undefined),
})

/**
 * HMAC-SHA256 of the notification URL and the body by the subscription's key as it is written, base64. One event may
 * be told as created and as updated under one id, so the type belongs to the delivery's name.
 */
export const verifySquare: Verifier = ({ headers, body, url, secrets }) => {
  const signature = requireHeader(headers, 'x-square-hmacsha256-signature')
  requireSignature([signature], secrets, { encoding: 'base64', parts: [url, body] })

  const test = headers.get('square-environment')?.toLowerCase() === 'sandbox' ? true : undefined
  const event = peek(envelopeSchema, body)
  if (!event) return { kind: 'delivery', deliveryId: `sha256:${digestOf(body)}`, topic: UNKNOWN_TOPIC, test }
  return {
    kind: 'delivery',
    deliveryId: `${event.event_id}:${event.type}`,
    topic: event.type,
    account: event.merchant_id,
    happenedAt: event.created_at === undefined ? undefined : new Date(event.created_at),
    test,
  }
}

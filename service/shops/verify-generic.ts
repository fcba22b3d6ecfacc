import { z } from 'zod'
import { BadDelivery } from './delivery-error.ts'
import { peek, UNKNOWN_TOPIC } from './peek.ts'
import { requireFresh } from './require-fresh.ts'
import { requireHeader } from './require-header.ts'
import type { Verifier } from './shop-delivery.ts'
import { requireSignature } from './signature.ts'

/** A shorter key protects nothing; Standard Webhooks asks for 24 to 64 bytes. */
const LEAST_KEY_BYTES = 24

const envelopeSchema = z.object({ type: z.string().min(1).max(100) })

/** Standard Webhooks: HMAC-SHA256 of `<id>.<seconds>.<body>` by the bytes the secret stands for, base64, `v1,`. */
export const verifyGeneric: Verifier = ({ headers, body, secrets, now }) => {
  const deliveryId = requireHeader(headers, 'webhook-id')
  const time = requireHeader(headers, 'webhook-timestamp')
  const keys = secrets.map(genericKey).filter((key) => key.length >= LEAST_KEY_BYTES)
  requireSignature(signaturesOf(headers), keys, { encoding: 'base64', parts: [`${deliveryId}.${time}.`, body] })
  const sentAt = requireFresh(time, 'webhook-timestamp', now)

  return { kind: 'delivery', deliveryId, topic: peek(envelopeSchema, body)?.type ?? UNKNOWN_TOPIC, happenedAt: sentAt }
}

/** The bytes of `whsec_…`. */
export function genericKey(secret: string): Uint8Array {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
}

/** Signatures stand in one header, parted by blanks; those of other versions are passed over. */
function signaturesOf(headers: Headers): string[] {
  const header = headers.get('webhook-signature')
  if (!header) throw new BadDelivery('MissingHeader', 'webhook-signature')
  if (header.length > 2_000) throw new BadDelivery('BadHeader', 'webhook-signature')
  return header.split(' ').flatMap((each) => (each.startsWith('v1,') ? [each.slice(3)] : []))
}

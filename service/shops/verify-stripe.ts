import { z } from 'zod'
import { BadDelivery } from './delivery-error.ts'
import { digestOf, peek, UNKNOWN_TOPIC } from './peek.ts'
import { requireFresh } from './require-fresh.ts'
import type { Verifier } from './shop-delivery.ts'
import { requireSignature } from './signature.ts'

const HEADER = 'stripe-signature'
const envelopeSchema = z.object({
  id: z.string().min(1).max(200),
  type: z.string().min(1).max(100),
  account: z.string().min(1).max(100).nullish(),
  livemode: z.boolean().optional(),
  created: z
    .string()
    .regex(/^\d{1,11}$/)
    .optional()
    .catch(undefined),
})

/**
 * `t=<seconds>,v1=<hex>[,v1=…]`: HMAC-SHA256 of `<t>.<body>` by the whole `whsec_…` text. Too old and too far ahead
 * are both refused.
 */
export const verifyStripe: Verifier = ({ headers, body, secrets, now }) => {
  const { time, signatures } = partsOf(headers.get(HEADER))
  requireSignature(signatures, secrets, { encoding: 'hex', parts: [`${time}.`, body] })
  requireFresh(time, HEADER, now)

  const event = peek(envelopeSchema, body)
  if (!event) return { kind: 'delivery', deliveryId: `sha256:${digestOf(body)}`, topic: UNKNOWN_TOPIC }
  return {
    kind: 'delivery',
    deliveryId: `${event.id}:${event.type}`,
    topic: event.type,
    account: event.account ?? undefined,
    happenedAt: event.created === undefined ? undefined : new Date(Number(event.created) * 1_000),
    test: event.livemode === undefined ? undefined : !event.livemode,
  }
}

function partsOf(header: string | null): { time: string; signatures: string[] } {
  if (!header) throw new BadDelivery('MissingHeader', HEADER)
  if (header.length > 2_000) throw new BadDelivery('BadHeader', HEADER)
  const pairs = header.split(',').map((pair) => pair.trim().split('='))
  const times = pairs.flatMap(([name, value]) => (name === 't' && value ? [value] : []))
  const signatures = pairs.flatMap(([name, value]) => (name === 'v1' && value ? [value] : []))
  const [time] = times
  if (time === undefined || times.length > 1 || signatures.length === 0) throw new BadDelivery('BadHeader', HEADER)
  return { time, signatures }
}

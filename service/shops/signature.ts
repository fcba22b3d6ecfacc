import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { BadDelivery } from './delivery-error.ts'

export type Signed = readonly (string | Uint8Array)[]

/** HMAC-SHA256 over the parts, one after the other. */
export function hmac(key: string | Uint8Array, encoding: 'base64' | 'hex', parts: Signed): string {
  // Bytes as they are take Node five times as long.
  const mac = createHmac('sha256', typeof key === 'string' ? key : createSecretKey(key))
  for (const part of parts) mac.update(part)
  return mac.digest(encoding)
}

/**
 * Throws BadDelivery unless one of the signatures is by one of the keys.
 * Every pair is compared in constant time, so the time tells neither which key nor how far it agreed.
 */
export function requireSignature(
  signatures: readonly string[],
  keys: readonly (string | Uint8Array)[],
  signed: { encoding: 'base64' | 'hex'; parts: Signed },
): void {
  let found = false
  for (const key of keys) {
    const expected = hmac(key, signed.encoding, signed.parts)
    for (const signature of signatures) found = equal(signature, expected) || found
  }
  if (!found) throw new BadDelivery('BadSignature')
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

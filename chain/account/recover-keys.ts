import { p256 } from '@noble/curves/nist.js'
import { concat, hexToBytes, type Hex, numberToHex, sha256, slice, stringToBytes } from 'viem'
import type { Assertion } from './assertion.ts'
import { isSameSigner, type PasskeyKey } from './signer.ts'

/**
 * The public keys that may have made an assertion, usually two: a returning passkey tells its signature, never its key.
 * The one whose account exists, or holds something, is the member's; two assertions leave one (`keysInBoth`).
 */
export function recoverKeys({ authenticatorData, clientDataJson, r, s }: Assertion): PasskeyKey[] {
  const digest = sha256(concat([authenticatorData, sha256(stringToBytes(clientDataJson))]), 'bytes')
  const compact = hexToBytes(concat([numberToHex(r, { size: 32 }), numberToHex(s, { size: 32 })]))
  return [0, 1, 2, 3].flatMap((parity) => keyOf(compact, parity, digest))
}

/** The keys that may have made both of two assertions. */
export function keysInBoth(a: readonly PasskeyKey[], b: readonly PasskeyKey[]): PasskeyKey[] {
  return a.filter((key) => b.some((other) => isSameSigner(key, other)))
}

function keyOf(compact: Uint8Array, parity: number, digest: Uint8Array): PasskeyKey[] {
  try {
    const signature = p256.Signature.fromBytes(compact, 'compact').addRecoveryBit(parity)
    const point = `0x${signature.recoverPublicKey(digest).toHex(false)}` as Hex
    return [{ x: slice(point, 1, 33), y: slice(point, 33, 65) }]
  } catch {
    // No point of the curve has this r: the assertion was made by no key.
    return []
  }
}

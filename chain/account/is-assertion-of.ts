import { p256 } from '@noble/curves/nist.js'
import { concat, type Hex, hexToBytes, numberToHex, sha256, size, slice, stringToHex } from 'viem'
import { toClientData } from './client-data.ts'
import type { Assertion } from './assertion.ts'
import type { PasskeyKey } from './signer.ts'

/** User present, user verified. */
const FLAGS = 0b101

export interface AssertionOfParameters {
  assertion: Assertion
  key: PasskeyKey
  /** What was asked for. */
  challenge: Hex
  /** Where it was asked: scheme, host and port. */
  origin: string
  rpId: string
}

/** Whether a passkey made this assertion, now and here, its user verified: for a sign-in that no contract checks. */
export function isAssertionOf({ assertion, key, challenge, origin, rpId }: AssertionOfParameters): boolean {
  const { authenticatorData, clientDataJson, r, s } = assertion
  const client = toClientData(clientDataJson)
  if (client?.type !== 'webauthn.get' || client.origin !== origin) return false
  if (client.challenge !== challenge.toLowerCase() || client.crossOrigin) return false
  if (size(authenticatorData) < 37 || slice(authenticatorData, 0, 32) !== sha256(stringToHex(rpId))) return false
  if ((Number(slice(authenticatorData, 32, 33)) & FLAGS) !== FLAGS) return false
  const digest = sha256(concat([authenticatorData, sha256(stringToHex(clientDataJson))]), 'bytes')
  const signature = concat([numberToHex(r, { size: 32 }), numberToHex(s, { size: 32 })])
  return p256.verify(hexToBytes(signature), digest, hexToBytes(concat(['0x04', key.x, key.y])), { prehash: false })
}

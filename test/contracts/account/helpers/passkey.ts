import { p256 } from '@noble/curves/nist.js'
import { bytesToHex, concat, type Hex, hexToBytes, keccak256, sha256, slice, stringToHex } from 'viem'
import { type AccountSigner, passkeySigner } from '../../../../chain/account/account-signer.ts'
import type { Assertion } from '../../../../chain/account/assertion.ts'
import type { PasskeyKey } from '../../../../chain/account/signer.ts'

export const ORIGIN = 'http://localhost:3000'
export const RP_ID = 'localhost'
/** Order of the P-256 curve's group. */
export const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** What an authenticator, or somebody who plays one, does otherwise than usual. */
export interface Changes {
  /** User present 1, user verified 4, may be backed up 8, backed up 16. */
  flags?: number
  /** After the flags and the counter. */
  extensions?: Hex
  rpId?: string
  type?: string
  origin?: string
  /** In place of the whole client data. */
  clientDataJson?: string
  highS?: boolean
}

/** A passkey in software that answers as a browser's authenticator does, always alike. */
export interface Passkey {
  readonly key: PasskeyKey
  readonly secret: Uint8Array
  assert(challenge: Hex, changes?: Changes): Assertion
  signer(slot?: number, changes?: Changes): AccountSigner
}

export function makePasskey(label: string): Passkey {
  const secret = keccak256(stringToHex(label), 'bytes')
  const point = bytesToHex(p256.getPublicKey(secret, false))
  const assert = (challenge: Hex, changes: Changes = {}): Assertion => assertWith(secret, challenge, changes)

  return {
    key: { x: slice(point, 1, 33), y: slice(point, 33, 65) },
    secret,
    assert,
    signer: (slot = 0, changes = {}) =>
      passkeySigner({ slot, assert: (challenge) => Promise.resolve(assert(challenge, changes)) }),
  }
}

function assertWith(secret: Uint8Array, challenge: Hex, changes: Changes): Assertion {
  const { flags = 5, extensions = '0x', rpId = RP_ID, type = 'webauthn.get', origin = ORIGIN, highS = false } = changes
  const encoded = Buffer.from(hexToBytes(challenge)).toString('base64url')
  const usual = `{"type":"${type}","challenge":"${encoded}","origin":"${origin}","crossOrigin":false}`
  const clientDataJson = changes.clientDataJson ?? usual
  const flagByte = bytesToHex(Uint8Array.of(flags))
  const authenticatorData = concat([sha256(stringToHex(rpId)), flagByte, '0x00000000', extensions])
  const digest = sha256(concat([authenticatorData, sha256(stringToHex(clientDataJson))]), 'bytes')
  const { r, s } = p256.Signature.fromBytes(p256.sign(digest, secret, { prehash: false, lowS: true }))

  return { authenticatorData, clientDataJson, r, s: highS ? ORDER - s : s }
}

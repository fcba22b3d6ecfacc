import { bytesToHex, bytesToString, encodeAbiParameters, type Hex, numberToHex, parseAbiParameters } from 'viem'
import { readDerSignature } from './der-signature.ts'

/** Order of the P-256 curve's group. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
/** OpenZeppelin's `WebAuthnAuth`, without an offset before it. */
const FIELDS = parseAbiParameters(
  'bytes32 r, bytes32 s, uint256 challengeIndex, uint256 typeIndex, bytes authenticatorData, string clientDataJSON',
)

/** What an authenticator answers to `navigator.credentials.get`; `s` is in the lower half. */
export interface Assertion {
  authenticatorData: Hex
  clientDataJson: string
  r: bigint
  s: bigint
}

/** The fields of the browser's `AuthenticatorAssertionResponse`. */
export interface AssertionResponse {
  authenticatorData: ArrayBuffer | Uint8Array
  clientDataJSON: ArrayBuffer | Uint8Array
  signature: ArrayBuffer | Uint8Array
}

/** Reads what the browser hands over. */
export function readAssertion({ authenticatorData, clientDataJSON, signature }: AssertionResponse): Assertion {
  const { r, s } = readDerSignature(new Uint8Array(signature))
  return {
    authenticatorData: bytesToHex(new Uint8Array(authenticatorData)),
    clientDataJson: bytesToString(new Uint8Array(clientDataJSON)),
    r,
    s: s > ORDER / 2n ? ORDER - s : s,
  }
}

/** An assertion as the account's contract reads it. */
export function encodeAssertion({ authenticatorData, clientDataJson, r, s }: Assertion): Hex {
  return encodeAbiParameters(FIELDS, [
    numberToHex(r, { size: 32 }),
    numberToHex(s, { size: 32 }),
    indexIn(clientDataJson, '"challenge":"'),
    indexIn(clientDataJson, '"type":"webauthn.get"'),
    authenticatorData,
    clientDataJson,
  ])
}

/** In bytes, as the contract counts. */
function indexIn(text: string, part: string): bigint {
  const index = text.indexOf(part)
  if (index < 0) throw new Error(`The authenticator's answer lacks ${part}. Try again, or use another passkey.`)
  return BigInt(new TextEncoder().encode(text.slice(0, index)).length)
}

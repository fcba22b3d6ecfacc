import { type Assertion, readAssertion } from '../../chain/account/assertion.ts'
import { type Address, type Hex, bytesToHex, hexToBytes } from 'viem'
import { fromBase64Url, toBase64Url } from './base64-url.ts'

export interface AssertParameters {
  challenge: Hex
  rpId: string
  /** Which passkey; any of this site where it is left out. */
  credentialId?: string
}

export type Answered = Assertion & {
  credentialId: string
  /** The account, where the passkey was made as a further device of one. */
  userHandle?: Address
}

/** Asks the authenticator to sign; the member shows a finger, a face or a PIN. */
export async function assertPasskey({ challenge, rpId, credentialId }: AssertParameters): Promise<Answered> {
  const allowCredentials =
    credentialId === undefined ? [] : [{ type: 'public-key' as const, id: fromBase64Url(credentialId) }]
  const credential = await navigator.credentials.get({
    publicKey: { challenge: bytes(challenge), rpId, allowCredentials, userVerification: 'required', timeout: 120_000 },
  })
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('No passkey answered.', 'NotAllowedError')
  const response = credential.response as AuthenticatorAssertionResponse
  const handle = response.userHandle
  const named = handle?.byteLength === 20 ? { userHandle: bytesToHex(new Uint8Array(handle)) } : {}
  return { ...readAssertion(response), credentialId: toBase64Url(credential.rawId), ...named }
}

export interface CreatedPasskey {
  credentialId: string
  x: Hex
  y: Hex
  clientDataJson: string
}

const ES256 = -7

export interface CreateParameters {
  challenge: Hex
  rpId: string
  /** What the device's list of passkeys shows. */
  name: string
  /** The account it will be a further device of; it will find it by that. */
  account?: Address
}

/** Makes a passkey that can be found again without a name, on this device or where it keeps its passkeys. */
export async function createPasskey({ challenge, rpId, name, account }: CreateParameters): Promise<CreatedPasskey> {
  const credential = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(challenge),
      rp: { id: rpId, name: 'openpoints' },
      user: {
        id: account === undefined ? crypto.getRandomValues(new Uint8Array(32)) : bytes(account),
        name,
        displayName: name,
      },
      pubKeyCredParams: [{ type: 'public-key', alg: ES256 }],
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
      timeout: 120_000,
    },
  })
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('No passkey was made.', 'NotAllowedError')
  const response = credential.response as AuthenticatorAttestationResponse
  const key = response.getPublicKey()
  if (key === null || response.getPublicKeyAlgorithm() !== ES256) {
    throw new Error('This device made a kind of passkey that cannot sign here. Use another device.')
  }
  // The last 64 bytes of a P-256 key in this form are its point.
  const point = new Uint8Array(key).slice(-64)
  const clientDataJson = new TextDecoder().decode(response.clientDataJSON)
  const [x, y] = [bytesToHex(point.subarray(0, 32)), bytesToHex(point.subarray(32))]
  return { credentialId: toBase64Url(credential.rawId), x, y, clientDataJson }
}

const bytes = (hex: Hex): Uint8Array<ArrayBuffer> => new Uint8Array(hexToBytes(hex))

import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { type Hex, bytesToHex, hexToBytes } from 'viem'
import { type AccountSigner, passkeySigner } from '../../../chain/account/account-signer.ts'
import { readAssertion } from '../../../chain/account/assertion.ts'
import type { PasskeyKey } from '../../../chain/account/signer.ts'

export type SoftwarePasskey = { key: PasskeyKey; signer: AccountSigner }

const ORIGIN = 'http://localhost:3000'

/** A passkey in memory that answers as a browser's authenticator does, user verified. */
export function softwarePasskey({ slot = 0 } = {}): SoftwarePasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const authenticatorData = Buffer.concat([sha256(Buffer.from('localhost')), Buffer.from('0500000000', 'hex')])
  const assert = async (challenge: Hex) => {
    const client = {
      type: 'webauthn.get',
      challenge: base64url(hexToBytes(challenge)),
      origin: ORIGIN,
      crossOrigin: false,
    }
    const clientDataJSON = Buffer.from(JSON.stringify(client))
    const signed = Buffer.concat([authenticatorData, sha256(clientDataJSON)])
    const signature = createSign('sha256').update(signed).sign(privateKey)
    return readAssertion({ authenticatorData, clientDataJSON, signature })
  }
  return { key: { x: half(x), y: half(y) }, signer: passkeySigner({ slot, assert }) }
}

const sha256 = (data: Buffer): Buffer => createHash('sha256').update(data).digest()
const base64url = (data: Uint8Array): string => Buffer.from(data).toString('base64url')
const half = (text: string): Hex => bytesToHex(new Uint8Array(Buffer.from(text, 'base64url')))

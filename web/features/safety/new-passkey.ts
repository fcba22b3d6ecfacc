import { bytesToHex } from 'viem'
import type { PasskeyKey } from '../../../chain/account/signer.ts'
import { createPasskey } from '../../flows/passkey.ts'

/** Makes a passkey that signs in nowhere yet: its key is for an account to take in. */
export async function newPasskey(rpId: string, name: string): Promise<PasskeyKey> {
  const challenge = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
  const { x, y } = await createPasskey({ challenge, rpId, name })
  return { x, y }
}

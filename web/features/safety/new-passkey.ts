import { type Address, bytesToHex } from 'viem'
import type { PasskeyKey } from '../../../chain/account/signer.ts'
import { createPasskey } from '../../flows/passkey.ts'

interface NewPasskeyParameters {
  rpId: string
  /** What it is called on its device. */
  name: string
  /** The account it will sign for: the passkey finds its way back to it by that. */
  account?: Address | undefined
}

/** Makes a passkey that signs in nowhere yet: its key is for an account to take in. */
export async function newPasskey({ rpId, name, account }: NewPasskeyParameters): Promise<PasskeyKey> {
  const challenge = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
  const { x, y } = await createPasskey({ challenge, rpId, name, ...(account === undefined ? {} : { account }) })
  return { x, y }
}

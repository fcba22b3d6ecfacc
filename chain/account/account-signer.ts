import { concat, hashTypedData, type Hex, numberToHex, type TypedDataDefinition } from 'viem'
import { type Assertion, encodeAssertion } from './assertion.ts'

/** Somebody who can sign for an account now. `signersOf` tells the slot; 0 is the passkey the account was made with. */
export interface AccountSigner {
  slot: number
  /** Signature over EIP-712 data, without the slot. */
  sign: (data: TypedDataDefinition) => Promise<Hex>
}

export interface PasskeySignerParameters {
  slot?: number
  /** Asks the authenticator, user verification required, with these bytes as challenge. */
  assert: (challenge: Hex) => Promise<Assertion>
}

/** A passkey: it signs the hash of what a wallet would show. */
export function passkeySigner({ slot = 0, assert }: PasskeySignerParameters): AccountSigner {
  return { slot, sign: async (data) => encodeAssertion(await assert(hashTypedData(data))) }
}

/** A signature as the account takes it. */
export async function signWith(signer: AccountSigner, data: TypedDataDefinition): Promise<Hex> {
  return concat([numberToHex(signer.slot, { size: 1 }), await signer.sign(data)])
}

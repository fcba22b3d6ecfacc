import { type Address, type Hex, type SignableMessage, type TypedDataDefinition, toPrefixedMessage } from 'viem'
import { accountDomain } from './account-domain.ts'
import { type AccountSigner, signWith } from './account-signer.ts'

export interface AccountMessageParameters {
  account: Address
  chainId: number | bigint
  message: SignableMessage
}

/** A plain message in the account's name, as ERC-1271 takes it for the hash of `personal_sign` (ERC-7739). */
export async function signAccountMessage(
  signer: AccountSigner,
  { account, chainId, message }: AccountMessageParameters,
): Promise<Hex> {
  const { salt: _, ...domain } = accountDomain({ account, chainId })
  const data: TypedDataDefinition = {
    domain,
    types: { PersonalSign: [{ name: 'prefixed', type: 'bytes' }] },
    primaryType: 'PersonalSign',
    message: { prefixed: toPrefixedMessage(message) },
  }
  return signWith(signer, data)
}

import type { Address, Hex, LocalAccount, TypedDataDomain } from 'viem'
import { typedDataOf } from '../intents/intent.ts'

export interface SignClaimParameters {
  domain: TypedDataDomain
  brandId: number
  to: Address
}

/** The claim key's word that its points go to `to`. */
export async function signClaim(claimKey: LocalAccount, { domain, brandId, to }: SignClaimParameters): Promise<Hex> {
  const message = { brandId, claimKey: claimKey.address, to }
  return claimKey.signTypedData(typedDataOf(domain, { verb: 'Claim', message }))
}

import type { Address, Hex } from 'viem'
import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface ClaimPointsParameters {
  brandId: number
  claimKey: Address
  to: Address
  signature: Hex
}

/** Moves everything a claim address holds to `to`. Anyone who has the claim key's signature. */
export function claimPoints(
  client: ReadClient,
  { brandId, claimKey, to, signature }: ClaimPointsParameters,
): ContractCall {
  return hubCall(client, 'claim', [brandId, claimKey, to, signature])
}

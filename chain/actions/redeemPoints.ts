import type { Hex } from 'viem'
import { type ContractCall, tokenCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface RedeemPointsParameters {
  brandId: number
  points: bigint
  orderReference: Hex
}

/** Spends points at the brand that issued them. Member. */
export function redeemPoints(
  client: ReadClient,
  { brandId, points, orderReference }: RedeemPointsParameters,
): Promise<ContractCall> {
  return tokenCall(client, brandId, 'redeem', [points, orderReference])
}

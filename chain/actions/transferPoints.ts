import type { Address } from 'viem'
import { type ContractCall, tokenCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface TransferPointsParameters {
  brandId: number
  to: Address
  points: bigint
}

/** Moves points to another account, lots kept. Member. */
export function transferPoints(
  client: ReadClient,
  { brandId, to, points }: TransferPointsParameters,
): Promise<ContractCall> {
  return tokenCall(client, brandId, 'transfer', [to, points])
}

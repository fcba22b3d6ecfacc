import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface SwapPointsParameters {
  fromBrandId: number
  toBrandId: number
  points: bigint
  minPointsOut: bigint
  deadline: bigint
}

/** Swaps points of one brand for another's. Member. */
export function swapPoints(
  client: ReadClient,
  { fromBrandId, toBrandId, points, minPointsOut, deadline }: SwapPointsParameters,
): ContractCall {
  return hubCall(client, 'swap', [fromBrandId, toBrandId, points, minPointsOut, deadline])
}

import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface DonatePointsParameters {
  brandId: number
  causeId: number
  points: bigint
  minValue: bigint
  deadline: bigint
}

/** Gives points to a cause, which is credited with their value. Member. */
export function donatePoints(
  client: ReadClient,
  { brandId, causeId, points, minValue, deadline }: DonatePointsParameters,
): ContractCall {
  return hubCall(client, 'donate', [brandId, causeId, points, minValue, deadline])
}

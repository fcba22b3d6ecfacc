import { type ContractCall, tokenCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface SetClaimQuotaParameters {
  brandId: number
  limit: bigint
}

/** Sets the points of a brand that may be claimed a day; 0 stops claims at once. Owner. */
export function setClaimQuota(client: ReadClient, { brandId, limit }: SetClaimQuotaParameters): Promise<ContractCall> {
  return tokenCall(client, brandId, 'setClaimQuota', [limit])
}

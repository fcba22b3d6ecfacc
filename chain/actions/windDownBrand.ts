import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface WindDownBrandParameters {
  brandId: number
}

/** Ends a brand for good: no mint, entrance, announcement or withdrawal any more. Owner. */
export function windDownBrand(client: ReadClient, { brandId }: WindDownBrandParameters): ContractCall {
  return hubCall(client, 'windDown', [brandId])
}

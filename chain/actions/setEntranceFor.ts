import { type ContractCall, tokenCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface SetEntranceForParameters {
  brandId: number
  fromBrandId: number
  open: boolean
}

/** Refuses swaps from one brand after the notice, or accepts them again at once. Owner. */
export function setEntranceFor(
  client: ReadClient,
  { brandId, fromBrandId, open }: SetEntranceForParameters,
): Promise<ContractCall> {
  return tokenCall(client, brandId, 'setEntranceFor', [fromBrandId, open])
}

import { type ContractCall, tokenCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface SetEntranceParameters {
  brandId: number
  open: boolean
}

/** Opens or closes swaps into a brand, for all brands, at once. Owner. */
export function setEntrance(client: ReadClient, { brandId, open }: SetEntranceParameters): Promise<ContractCall> {
  return tokenCall(client, brandId, 'setEntrance', [open])
}

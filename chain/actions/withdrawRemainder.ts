import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface WithdrawRemainderParameters {
  brandId: number
}

/** Pays what is left of a reserve 90 days after the wind-down. Treasurer. */
export function withdrawRemainder(client: ReadClient, { brandId }: WithdrawRemainderParameters): ContractCall {
  return hubCall(client, 'withdrawRemainder', [brandId])
}

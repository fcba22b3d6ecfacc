import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface CancelWithdrawalParameters {
  brandId: number
}

/** Drops the withdrawal that is under way. Treasurer. */
export function cancelWithdrawal(client: ReadClient, { brandId }: CancelWithdrawalParameters): ContractCall {
  return hubCall(client, 'cancelWithdrawal', [brandId])
}

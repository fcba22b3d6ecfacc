import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface WithdrawCauseParameters {
  causeId: number
}

/** Pays a cause's whole credit to its payout address, which must sign. */
export function withdrawCause(client: ReadClient, { causeId }: WithdrawCauseParameters): ContractCall {
  return hubCall(client, 'withdrawCause', [causeId])
}

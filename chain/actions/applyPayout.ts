import { type ContractCall, registryCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface ApplyPayoutParameters {
  causeId: number
}

/** Applies a payout proposal that is due. Operator. */
export function applyPayout(client: ReadClient, { causeId }: ApplyPayoutParameters): ContractCall {
  return registryCall(client, 'applyPayout', [causeId])
}

import { type ContractCall, registryCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface CancelPayoutProposalParameters {
  causeId: number
}

/** Drops the operator's proposal. The cause's present payout address. */
export function cancelPayoutProposal(client: ReadClient, { causeId }: CancelPayoutProposalParameters): ContractCall {
  return registryCall(client, 'cancelPayoutProposal', [causeId])
}

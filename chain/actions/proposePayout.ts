import type { Address } from 'viem'
import { type ContractCall, registryCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface ProposePayoutParameters {
  causeId: number
  payout: Address
}

/** Proposes another payout address, applicable after 14 days. Operator. */
export function proposePayout(client: ReadClient, { causeId, payout }: ProposePayoutParameters): ContractCall {
  return registryCall(client, 'proposePayout', [causeId, payout])
}

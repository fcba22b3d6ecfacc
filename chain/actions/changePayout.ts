import type { Address } from 'viem'
import { type ContractCall, registryCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface ChangePayoutParameters {
  causeId: number
  payout: Address
}

/** Changes a cause's payout address at once. Its present payout address. */
export function changePayout(client: ReadClient, { causeId, payout }: ChangePayoutParameters): ContractCall {
  return registryCall(client, 'changePayout', [causeId, payout])
}

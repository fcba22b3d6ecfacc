import type { Address, Hex } from 'viem'
import { type ContractCall, registryCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface AddCauseParameters {
  name: string
  registration: string
  payout: Address
  metadataHash: Hex
}

/** Lists a vetted cause. Operator. */
export function addCause(
  client: ReadClient,
  { name, registration, payout, metadataHash }: AddCauseParameters,
): ContractCall {
  return registryCall(client, 'addCause', [name, registration, payout, metadataHash])
}

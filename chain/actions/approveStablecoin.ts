import type { Address } from 'viem'
import { type ContractCall, stablecoinCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface ApproveStablecoinParameters {
  spender: Address
  amount: bigint
}

/** Lets `spender` take stablecoin of the signer. */
export function approveStablecoin(client: ReadClient, { spender, amount }: ApproveStablecoinParameters): ContractCall {
  return stablecoinCall(client, 'approve', [spender, amount])
}

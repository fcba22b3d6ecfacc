import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface DepositReserveParameters {
  brandId: number
  amount: bigint
}

/** Adds stablecoin to a brand's reserve; the hub must be approved for it first. */
export function depositReserve(client: ReadClient, { brandId, amount }: DepositReserveParameters): ContractCall {
  return hubCall(client, 'deposit', [brandId, amount])
}

import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface RequestWithdrawalParameters {
  brandId: number
  amount: bigint
}

/** Announces a withdrawal from a reserve; nothing moves yet. Treasurer. */
export function requestWithdrawal(client: ReadClient, { brandId, amount }: RequestWithdrawalParameters): ContractCall {
  return hubCall(client, 'requestWithdrawal', [brandId, amount])
}

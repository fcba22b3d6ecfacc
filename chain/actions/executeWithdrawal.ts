import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface ExecuteWithdrawalParameters {
  brandId: number
}

/** Pays out a withdrawal that is due: what was asked, at most what is free above the promise. Treasurer. */
export function executeWithdrawal(client: ReadClient, { brandId }: ExecuteWithdrawalParameters): ContractCall {
  return hubCall(client, 'withdraw', [brandId])
}

import type { Address } from 'viem'
import { type ContractCall, tokenCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface SweepExpiredParameters {
  brandId: number
  accounts: readonly Address[]
}

/** Burns expired points of accounts. Anyone. */
export function sweepExpired(client: ReadClient, { brandId, accounts }: SweepExpiredParameters): Promise<ContractCall> {
  return tokenCall(client, brandId, 'sweep', [accounts])
}

import type { Address } from 'viem'
import { type ContractCall, tokenCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface SetQuotasParameters {
  brandId: number
  account: Address
  mintLimit: bigint
  clawbackLimit: bigint
}

/** Sets a minter's quotas in points a day. Owner. */
export function setQuotas(
  client: ReadClient,
  { brandId, account, mintLimit, clawbackLimit }: SetQuotasParameters,
): Promise<ContractCall> {
  return tokenCall(client, brandId, 'setQuotas', [account, mintLimit, clawbackLimit])
}

import type { Address } from 'viem'
import { type ContractCall, stablecoinCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface MintDevStablecoinParameters {
  to: Address
  amount: bigint
}

/** Makes dev stablecoin out of nothing; exists on local chains only. */
export function mintDevStablecoin(client: ReadClient, { to, amount }: MintDevStablecoinParameters): ContractCall {
  return stablecoinCall(client, 'mint', [to, amount])
}

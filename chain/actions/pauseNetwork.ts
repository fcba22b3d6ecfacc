import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface PauseNetworkParameters {
  seconds: bigint
}

/** Pauses swap, donate, pay, mint, claim and withdraw for `seconds`. Guardian. */
export function pauseNetwork(client: ReadClient, { seconds }: PauseNetworkParameters): ContractCall {
  return hubCall(client, 'pause', [seconds])
}

import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface CancelNoncesParameters {
  newBase: bigint
}

/** Kills all nonces of the signer below `newBase`. Member. */
export function cancelNonces(client: ReadClient, { newBase }: CancelNoncesParameters): ContractCall {
  return hubCall(client, 'cancelNonces', [newBase])
}

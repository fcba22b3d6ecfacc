import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

/** Ends a pause early. Guardian. */
export function unpauseNetwork(client: ReadClient): ContractCall {
  return hubCall(client, 'unpause', [])
}

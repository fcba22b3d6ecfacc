import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

/** Starts the unlock delay. Member. */
export function unlockSpending(client: ReadClient): ContractCall {
  return hubCall(client, 'unlock', [])
}

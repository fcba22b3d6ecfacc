import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface LockSpendingParameters {
  unlockDelay: number
}

/** Stops every way the signer's points could leave; lifting it will take `unlockDelay` seconds. Member. */
export function lockSpending(client: ReadClient, { unlockDelay }: LockSpendingParameters): ContractCall {
  return hubCall(client, 'lock', [unlockDelay])
}

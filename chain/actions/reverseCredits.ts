import { type ContractCall, tokenCall } from '../call.ts'
import type { ReadClient } from '../client.ts'
import type { RunReversals } from './findCreditRun.ts'

export interface ReverseCreditsParameters {
  brandId: number
  items: readonly RunReversals[]
}

/** Takes back points of credits; every reversal states the new cumulative total. Minter. */
export function reverseCredits(
  client: ReadClient,
  { brandId, items }: ReverseCreditsParameters,
): Promise<ContractCall> {
  return tokenCall(client, brandId, 'reverse', [items])
}

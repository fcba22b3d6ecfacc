import type { Hex } from 'viem'
import { type ContractCall, tokenCall } from '../call.ts'
import type { ReadClient } from '../client.ts'
import { type Credit, encodeCredit, sortCredits } from '../codec/credits.ts'

export interface MintBatchParameters {
  brandId: number
  sequence: bigint
  credits: readonly Credit[]
  purchasesRoot: Hex
  returnWindow: number
}

/** Mints one batch of credits, at most one per member. Minter. */
export function mintBatch(
  client: ReadClient,
  { brandId, sequence, credits, purchasesRoot, returnWindow }: MintBatchParameters,
): Promise<ContractCall> {
  return tokenCall(client, brandId, 'mintBatch', [
    sequence,
    sortCredits(credits).map(encodeCredit),
    purchasesRoot,
    returnWindow,
  ])
}

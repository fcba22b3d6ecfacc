import type { Address } from 'viem'
import type { ReadClient } from '../client.ts'
import { type AtBlock, readHub } from '../read.ts'

export interface GetQuoteParameters extends AtBlock {
  fromBrandId: number
  toBrandId: number
  points: bigint
  member: Address
}

/** What a swap gives `member` at this block, everything included. */
export async function getQuote(
  client: ReadClient,
  { fromBrandId, toBrandId, points, member, blockNumber }: GetQuoteParameters,
): Promise<{ pointsOut: bigint; value: bigint }> {
  const [pointsOut, value] = await readHub(client, 'quote', [fromBrandId, toBrandId, points, member], { blockNumber })
  return { pointsOut, value }
}

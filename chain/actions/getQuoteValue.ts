import type { Address } from 'viem'
import type { ReadClient } from '../client.ts'
import { type AtBlock, readHub } from '../read.ts'

export interface GetQuoteValueParameters extends AtBlock {
  brandId: number
  points: bigint
  member: Address
}

/** What points are worth on leaving their brand (donate, pay), in µ. */
export async function getQuoteValue(
  client: ReadClient,
  { brandId, points, member, blockNumber }: GetQuoteValueParameters,
): Promise<bigint> {
  return readHub(client, 'quoteValue', [brandId, points, member], { blockNumber })
}

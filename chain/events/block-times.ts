import { getBlock } from 'viem/actions'
import type { ReadClient } from '../client.ts'
import { asChainError } from '../errors/as-chain-error.ts'

/** Times of blocks, each asked once. */
export async function readBlockTimes(client: ReadClient, blocks: Iterable<bigint>): Promise<Map<bigint, bigint>> {
  try {
    const asked = [...new Set(blocks)].map(async (blockNumber): Promise<[bigint, bigint]> => {
      const { timestamp } = await getBlock(client, { blockNumber })
      return [blockNumber, timestamp]
    })
    return new Map(await Promise.all(asked))
  } catch (error) {
    throw asChainError(error, { doing: 'read block times' })
  }
}

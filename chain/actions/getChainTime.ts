import { getBlock } from 'viem/actions'
import type { ReadClient } from '../client.ts'
import { asChainError } from '../errors/as-chain-error.ts'

/** Number and time of the latest block: the only clock for terms, lives and deadlines. */
export async function getChainTime(client: ReadClient): Promise<{ block: bigint; now: bigint }> {
  try {
    const { number, timestamp } = await getBlock(client)
    return { block: number, now: timestamp }
  } catch (error) {
    throw asChainError(error, { doing: 'read the latest block' })
  }
}

import type { Address } from 'viem'
import type { ReadClient } from '../../chain/client.ts'
import { collectEvents } from '../../chain/events/read-events.ts'
import { pointsTokenAbi } from '../../chain/generated/abis.ts'

/** Points a brand minted in batches since a moment. */
export async function mintedSince(
  client: ReadClient,
  { token, since, fromBlock }: { token: Address; since: bigint; fromBlock: bigint },
): Promise<bigint> {
  const logs = await collectEvents(client, { abi: pointsTokenAbi, eventName: 'BatchMinted', address: token, fromBlock })
  return logs.filter(({ args }) => args.mintedAt >= since).reduce((sum, { args }) => sum + args.points, 0n)
}

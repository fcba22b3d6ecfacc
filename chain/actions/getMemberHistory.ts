import { type Address, type Hex, zeroAddress } from 'viem'
import type { ReadClient } from '../client.ts'
import { readBlockTimes } from '../events/block-times.ts'
import { type Movement, explainTransfers } from '../history/explain-transfers.ts'
import { readMemberEvents } from '../history/read-member-events.ts'
import { listBrands } from './listBrands.ts'

/** One movement of a member's points, as its statement shows it. */
export interface HistoryEntry extends Movement {
  at: bigint
  block: bigint
  transactionHash: Hex
}

export interface GetMemberHistoryParameters {
  member: Address
  fromBlock?: bigint | undefined
}

/** Every movement of a member's points of all brands, oldest first, rebuilt from logs. */
export async function getMemberHistory(
  client: ReadClient,
  { member, fromBlock }: GetMemberHistoryParameters,
): Promise<HistoryEntry[]> {
  if (member === zeroAddress) return []
  const brands = await listBrands(client, { fromBlock })
  if (brands.length === 0) return []
  const events = await readMemberEvents(client, { member, brands, fromBlock })
  const movements = explainTransfers({ member, ...events })
  const times = await readBlockTimes(
    client,
    movements.map(({ log }) => log.blockNumber),
  )
  return movements.map(({ log, movement }) => ({
    ...movement,
    at: times.get(log.blockNumber) ?? 0n,
    block: log.blockNumber,
    transactionHash: log.transactionHash,
  }))
}

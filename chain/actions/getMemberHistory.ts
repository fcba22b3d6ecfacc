import { type Address, type Hex, zeroAddress } from 'viem'
import type { ReadClient } from '../client.ts'
import { readBlockTimes } from '../events/block-times.ts'
import { type Movement, explainTransfers } from '../history/explain-transfers.ts'
import { readHubReasons } from '../history/hub-reasons.ts'
import { readTransfers } from '../history/read-transfers.ts'
import { readTokenReasons } from '../history/token-reasons.ts'
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
  const codes = new Map(brands.map(({ brandId, code }) => [brandId, code]))
  const codeOf = (brandId: number): string => codes.get(brandId) ?? `brand ${brandId}`
  const tokens = brands.map(({ token }) => token)
  const [transfers, byHub, byTokens] = await Promise.all([
    readTransfers(client, { member, brands, fromBlock }),
    readHubReasons(client, { member, fromBlock, codeOf }),
    readTokenReasons(client, { member, fromBlock, tokens }),
  ])
  const movements = explainTransfers({ member, transfers, reasons: [...byHub, ...byTokens] })
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

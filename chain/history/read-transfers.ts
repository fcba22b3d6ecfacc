import type { Address } from 'viem'
import type { BrandIdentity } from '../actions/listBrands.ts'
import type { ReadClient } from '../client.ts'
import { collectEvents } from '../events/read-events.ts'
import { pointsTokenAbi } from '../generated/abis.ts'
import type { LogPlace } from './reason.ts'

/** Points that left or reached a member, as the token's Transfer event has them. */
export interface TransferLog extends LogPlace {
  brandId: number
  from: Address
  to: Address
  points: bigint
}

export interface TransfersQuery {
  member: Address
  brands: readonly BrandIdentity[]
  fromBlock: bigint | undefined
}

/** Every movement of a member's points; those to itself once. */
export async function readTransfers(
  client: ReadClient,
  { member, brands, fromBlock }: TransfersQuery,
): Promise<TransferLog[]> {
  const address = brands.map(({ token }) => token)
  const ids = new Map(brands.map(({ brandId, token }) => [token.toLowerCase(), brandId]))
  const query = { abi: pointsTokenAbi, address, fromBlock, eventName: 'Transfer' } as const
  const [sent, received] = await Promise.all([
    collectEvents(client, { ...query, args: { from: member } }),
    collectEvents(client, { ...query, args: { to: member } }),
  ])
  return [...sent, ...received.filter(({ args }) => args.from !== args.to)].map((log) => {
    const { blockNumber, logIndex, transactionHash, args } = log
    const brandId = ids.get(log.address.toLowerCase()) ?? 0
    return { blockNumber, logIndex, transactionHash, brandId, from: args.from, to: args.to, points: args.value }
  })
}

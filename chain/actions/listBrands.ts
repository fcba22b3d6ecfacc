import type { Address } from 'viem'
import type { ReadClient } from '../client.ts'
import { collectEvents } from '../events/read-events.ts'
import { clearingHubAbi } from '../generated/abis.ts'

/** What never changes about a brand. */
export interface BrandIdentity {
  brandId: number
  code: string
  name: string
  symbol: string
  token: Address
  neverExpires: boolean
  createdInBlock: bigint
}

/** All brands of the network, oldest first. */
export async function listBrands(
  client: ReadClient,
  { fromBlock }: { fromBlock?: bigint | undefined } = {},
): Promise<BrandIdentity[]> {
  const query = { abi: clearingHubAbi, eventName: 'BrandCreated', address: client.contracts.hub, fromBlock } as const
  const logs = await collectEvents(client, query)
  return logs.map(({ args, blockNumber }) => {
    const { brandId, code, name, symbol, token, neverExpires } = args
    client.brandTokens.set(brandId, token)
    return { brandId, code, name, symbol, token, neverExpires, createdInBlock: blockNumber }
  })
}

import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { ReadClient } from '../client.ts'
import { asChainError } from '../errors/as-chain-error.ts'
import { clearingHubAbi } from '../generated/abis.ts'

/** Address of a brand's token; asked once per connection. */
export async function getToken(client: ReadClient, { brandId }: { brandId: number }): Promise<Address> {
  const known = client.brandTokens.get(brandId)
  if (known) return known
  try {
    const address = client.contracts.hub
    const token = await readContract(client, { address, abi: clearingHubAbi, functionName: 'tokenOf', args: [brandId] })
    client.brandTokens.set(brandId, token)
    return token
  } catch (error) {
    throw asChainError(error, { doing: `find the token of brand ${brandId}` })
  }
}

import { getAddress } from 'viem'
import { connect } from '../../chain/client.ts'
import type { Network } from '../../chain/network.ts'
import { readToken } from '../../chain/read.ts'
import { memberClaim } from '../../service/keys/claim-keys.ts'
import { claimLinkOf } from '../../service/keys/claim-link.ts'
import { claimSeedName, listKeys, loadKey } from '../../service/keys/stored-keys.ts'

export interface ClaimLinkParameters {
  home: string
  network: Pick<Network, 'rpcUrl' | 'hub' | 'brands' | 'portalUrl'>
  /** What the brands call the member. */
  externalId: string
}

/**
 * The link by which a member claims what brands of this data folder have put aside, in one go. Undefined without a portal,
 * or where nothing is to be claimed.
 */
export async function claimLink({ home, network, externalId }: ClaimLinkParameters): Promise<string | undefined> {
  const { rpcUrl, hub, brands, portalUrl } = network
  if (portalUrl === null) return undefined
  const stored = new Set((await listKeys(home)).map(({ name }) => name))
  const client = await connect({ rpcUrl, hub })
  const parts = await Promise.all(
    brands.map(async ({ id, code }) => {
      if (!stored.has(claimSeedName(code))) return []
      const seed = await loadKey(home, claimSeedName(code))
      const { claimAddress } = memberClaim(seed, id, externalId)
      const waiting = await readToken(client, id, 'balanceOf', [getAddress(claimAddress)])
      return waiting === 0n ? [] : [{ seed, brandId: id, externalId }]
    }),
  )
  const waiting = parts.flat()
  return waiting.length === 0 ? undefined : claimLinkOf(portalUrl, waiting)
}

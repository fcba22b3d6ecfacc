import { type Address, type Hex, createClient, http } from 'viem'
import { findCreditRun } from '../../../chain/actions/findCreditRun.ts'
import type { ReadClient } from '../../../chain/client.ts'
import type { PortalConfig } from '../../server/portal-config.ts'
import type { ExpectedCredit } from './verify-purchase.ts'

/** Which credit, and where it was minted. */
export interface CreditPlace {
  brandId: number
  sequence: string
  member: Address
  transactionHash: Hex
}

/** Asks the chain for a credit from this browser, and holds what it says against the hash the contract remembers. */
export async function readCredit(network: PortalConfig, place: CreditPlace): Promise<ExpectedCredit> {
  const { chainId, hub, stablecoin, origin } = network
  const transport = http(`${origin}/api/rpc`, { fetchOptions: { headers: { 'x-openpoints': '1' } } })
  const contracts = { hub, stablecoin, causeRegistry: hub }
  const client = { ...createClient({ transport }), contracts, brandTokens: new Map() } as unknown as ReadClient
  const { brandId, member } = place
  const { batch, credited } = await findCreditRun(client, { ...place, sequence: BigInt(place.sequence) })
  return { chainId, brandId, sequence: place.sequence, root: batch.purchasesRoot, member, credited: String(credited) }
}

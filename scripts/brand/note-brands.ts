import { listBrands } from '../../chain/actions/listBrands.ts'
import { writeNetwork } from '../../chain/network.ts'
import type { Session } from '../cli/session.ts'

/** Writes the brands the chain has now into network.json, for those who read it. */
export async function noteBrands({ client, home, hubBlock, network }: Session): Promise<void> {
  if (!network || network.hub.toLowerCase() !== client.contracts.hub.toLowerCase()) return
  const brands = await listBrands(client, { fromBlock: hubBlock })
  await writeNetwork(home, {
    ...network,
    brands: brands.map(({ brandId, code, token }) => ({ id: brandId, code, token })),
  })
}

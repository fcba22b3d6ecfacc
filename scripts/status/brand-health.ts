import { listBrands } from '../../chain/actions/listBrands.ts'
import { type BrandHealth, readBrandHealth as readHealth } from '../../service/status/brand-health.ts'
import type { Session } from '../cli/session.ts'

/** Of every brand of the network. */
export async function readBrandHealth({ client, hubBlock: fromBlock }: Session): Promise<BrandHealth[]> {
  const brands = await listBrands(client, { fromBlock })
  return Promise.all(brands.map((brand) => readHealth(client, { ...brand, fromBlock })))
}

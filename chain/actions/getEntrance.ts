import type { ReadClient } from '../client.ts'
import { readToken } from '../read.ts'
import { getBrand } from './getBrand.ts'

export interface GetEntranceParameters {
  brandId: number
  fromBrandId: number
  /** Chain time. */
  now: bigint
}

/** Whether a brand accepts swaps from another one. */
export async function getEntrance(
  client: ReadClient,
  { brandId, fromBrandId, now }: GetEntranceParameters,
): Promise<boolean> {
  const [{ entranceOpen, windingDown }, closedAt] = await Promise.all([
    getBrand(client, { brandId }),
    readToken(client, brandId, 'closedFrom', [fromBrandId]),
  ])
  return entranceOpen && !windingDown && (closedAt === 0n || closedAt > now)
}

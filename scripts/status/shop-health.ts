import postgres from 'postgres'
import { readShopHealth as readHealth, type ShopHealth } from '../../service/status/shop-health.ts'

export type { ShopHealth }

const UNDEFINED_TABLE = '42P01'

/** Brands with a connected shop; none where the database does not answer or is older than shops. */
export async function readShopHealth(
  url: string | undefined,
  { reachable }: { reachable: boolean },
): Promise<ShopHealth[]> {
  if (url === undefined || !reachable) return []
  const database = postgres(url, { types: { bigint: postgres.BigInt }, max: 1, onnotice: () => undefined })
  try {
    return await readHealth(database)
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return []
    throw error
  } finally {
    await database.end({ timeout: 1 })
  }
}

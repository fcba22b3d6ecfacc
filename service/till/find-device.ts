import type { Database } from '../database/open-database.ts'
import { type Device, hashOfKey } from './device.ts'

/** The till that has this key. Asked of the database each time: a revoked key is over at once. */
export async function findDevice(database: Database, key: string): Promise<Device | undefined> {
  const hash = hashOfKey(key)
  if (hash === undefined) return undefined
  const [device] = await database<Device[]>`
    select brand_id::int as "brandId", code as brand, number, name, location, mode, created_at as "createdAt",
      revoked_at as "revokedAt"
    from till_devices join brands using (brand_id) where key_hash = ${hash} and revoked_at is null`
  return device
}

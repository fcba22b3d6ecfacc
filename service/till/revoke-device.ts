import type { Database, Transaction } from '../database/open-database.ts'
import { ShopError } from '../intake/shop-error.ts'
import type { Device } from './device.ts'
import { listDevices } from './list-devices.ts'

/** From the next request on, on every replica, its key counts for nothing. */
export async function revokeDevice(
  database: Database | Transaction,
  { brandId, number }: { brandId: number; number: number },
): Promise<Device> {
  await database`
    update till_devices set revoked_at = now()
    where brand_id = ${brandId} and number = ${number} and revoked_at is null`
  const [device] = await listDevices(database, { brandId, number })
  if (device) return device
  throw new ShopError(`This brand has no till ${number}. \`points till list\` shows them.`)
}

import { inTransaction } from '../database/in-transaction.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import type { ShopMode } from '../intake/shop.ts'
import { accountOfTills, type Device, hashOfKey, newDeviceKey } from './device.ts'
import { listDevices } from './list-devices.ts'

export type NewDevice = { brandId: number; name: string; location: string; mode: ShopMode }

/** Adds a till to a brand; gives its key, which nobody can look up again. */
export async function addDevice(
  database: Database | Transaction,
  { brandId, name, location, mode }: NewDevice,
): Promise<{ device: Device; key: string }> {
  const key = newDeviceKey()
  return inTransaction(database, async (sql) => {
    // One at a time per brand: the next numbers are the highest ones'.
    await sql`select 1 from brands where brand_id = ${brandId} for no key update`
    await sql`
      insert into shops (brand_id, number, provider, account, mode, status)
      select ${brandId}, coalesce(max(number), 0) + 1, 'till', ${accountOfTills(mode)}, ${mode}, 'connected'
      from shops where brand_id = ${brandId}
      on conflict (brand_id, provider, account, mode) do update set status = 'connected'`
    const [row] = await sql<{ number: number }[]>`
      insert into till_devices (brand_id, number, name, location, mode, key_hash)
      select ${brandId}, coalesce(max(number), 0) + 1, ${name}, ${location}, ${mode}, ${hashOfKey(key) ?? ''}
      from till_devices where brand_id = ${brandId} returning number`
    const [device] = await listDevices(sql, { brandId, number: row?.number ?? 0 })
    if (!device) throw new Error('The device that was just written is not there.')
    return { device, key }
  })
}

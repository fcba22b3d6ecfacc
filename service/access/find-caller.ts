import type { Database } from '../database/open-database.ts'
import { findDevice } from '../till/find-device.ts'
import type { Device } from '../till/device.ts'
import { hashOfAccessKey } from './access-key.ts'
import type { Actor, KeyRole } from './actor.ts'

/** Who asks, for which brand: all of it out of the key alone. */
export type KeyHolder = { brandId: number; brand: string; number: number; role: KeyRole; actor: Actor }

export type TillHolder = {
  brandId: number
  brand: string
  number: number
  role: 'cashier'
  actor: Actor
  device: Device
}

export type Caller = KeyHolder | TillHolder

const BEARER = /^Bearer +(\S+) *$/i

/** Whose key a request bears. Asked of the database each time: a revoked key is over at once, on every replica. */
export async function findCaller(
  database: Database,
  authorization: string | undefined,
  now: Date,
): Promise<Caller | undefined> {
  const key = BEARER.exec(authorization ?? '')?.[1] ?? ''
  const device = await findDevice(database, key)
  if (device) {
    const { brandId, brand, number } = device
    return { brandId, brand, number, role: 'cashier', actor: { till: number, role: 'cashier' }, device }
  }
  const hash = hashOfAccessKey(key)
  if (hash === undefined) return undefined
  const [row] = await database<{ brandId: number; brand: string; number: number; role: KeyRole; stale: boolean }[]>`
    select brand_id::int as "brandId", code as brand, number, role,
      coalesce(last_used_at < date_trunc('hour', ${now}::timestamptz), true) as stale
    from access_keys join brands using (brand_id)
    where (key_hash = ${hash} or (former_hash = ${hash} and former_until > ${now}))
      and revoked_at is null and (expires_at is null or expires_at > ${now})`
  if (!row) return undefined
  const { stale, ...holder } = row
  if (stale) await noteUse(database, holder, now)
  return { ...holder, actor: { key: holder.number, role: holder.role } }
}

/** To the hour: enough to find keys that nobody uses any more. */
async function noteUse(
  database: Database,
  { brandId, number }: { brandId: number; number: number },
  now: Date,
): Promise<void> {
  await database`
    update access_keys set last_used_at = date_trunc('hour', ${now}::timestamptz)
    where brand_id = ${brandId} and number = ${number}`
}

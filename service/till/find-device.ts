import type { Database } from '../database/open-database.ts'
import { type Device, hashOfKey } from './device.ts'
import { TillError } from './till-error.ts'

const BEARER = /^Bearer +(\S+) *$/i

/** The till whose key a request bears. Asked of the database each time: a revoked key is over at once. */
export async function findDevice(database: Database, authorization: string | undefined): Promise<Device> {
  const hash = hashOfKey(BEARER.exec(authorization ?? '')?.[1] ?? '')
  if (hash !== undefined) {
    const [device] = await database<Device[]>`
      select brand_id::int as "brandId", code as brand, number, name, location, mode, created_at as "createdAt",
        revoked_at as "revokedAt"
      from till_devices join brands using (brand_id) where key_hash = ${hash} and revoked_at is null`
    if (device) return device
  }
  const sentence = 'This is not the key of a till. Send it as "Authorization: Bearer till_…"; the brand makes new ones.'
  throw new TillError('UnknownDevice', { status: 401, sentence })
}

import type { Database, Transaction } from '../database/open-database.ts'
import type { Device } from './device.ts'

/** Tills of one brand or of all, revoked ones too. */
export async function listDevices(
  sql: Database | Transaction,
  { brandId, number }: { brandId?: number | undefined; number?: number } = {},
): Promise<Device[]> {
  return sql<Device[]>`
    select brand_id::int as "brandId", code as brand, number, name, location, mode, created_at as "createdAt",
      revoked_at as "revokedAt"
    from till_devices join brands using (brand_id)
    where (${brandId ?? null}::bigint is null or brand_id = ${brandId ?? null}::bigint)
      and (${number ?? null}::int is null or number = ${number ?? null}::int)
    order by brand_id, number`
}

import type { Database, Transaction } from '../database/open-database.ts'
import type { KeyRole } from './actor.ts'

/** A key as it is known afterwards: the key itself nobody can look up again. */
export type AccessKey = {
  brandId: number
  brand: string
  number: number
  role: KeyRole
  name: string
  createdAt: Date
  expiresAt: Date | null
  revokedAt: Date | null
  formerUntil: Date | null
  /** To the hour. */
  lastUsedAt: Date | null
}

/** Keys of one brand or of all, the ones that are over too. */
export async function listKeys(
  sql: Database | Transaction,
  { brandId, number }: { brandId?: number | undefined; number?: number } = {},
): Promise<AccessKey[]> {
  return sql<AccessKey[]>`
    select brand_id::int as "brandId", code as brand, number, role, name, created_at as "createdAt",
      expires_at as "expiresAt", revoked_at as "revokedAt", former_until as "formerUntil", last_used_at as "lastUsedAt"
    from access_keys join brands using (brand_id)
    where (${brandId ?? null}::bigint is null or brand_id = ${brandId ?? null}::bigint)
      and (${number ?? null}::int is null or number = ${number ?? null}::int)
    order by brand_id, number`
}

export type KeyStatus = 'active' | 'revoked' | 'expired'

export function statusOfKey({ revokedAt, expiresAt }: AccessKey, now: Date): KeyStatus {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'active'
}

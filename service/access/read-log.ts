import type { Database, Transaction } from '../database/open-database.ts'
import type { AuditEntry } from './audit-entry.ts'

export type LoggedEntry = AuditEntry & { hash: string }

/** Entries of a brand's audit log, the newest first. */
export async function readLog(
  sql: Database | Transaction,
  { brandId, before, limit }: { brandId: number; before?: bigint | undefined; limit: number },
): Promise<LoggedEntry[]> {
  return sql<LoggedEntry[]>`
    select brand_id::int as "brandId", sequence, at, actor, role, act, subject, detail, previous, hash
    from audit_log
    where brand_id = ${brandId} and (${before?.toString() ?? null}::bigint is null or sequence < ${before?.toString() ?? null}::bigint)
    order by sequence desc limit ${limit}`
}

/** The newest entry's number and hash, by brand code or of one brand: what to keep elsewhere, so that a cut tail is noticed. */
export async function readHeads(
  sql: Database | Transaction,
  { brandId }: { brandId?: number } = {},
): Promise<{ brand: string; head: string }[]> {
  return sql<{ brand: string; head: string }[]>`
    select code as brand, sequence || ':' || hash as head
    from brands b, lateral (
      select sequence, hash from audit_log where brand_id = b.brand_id order by sequence desc limit 1) as last
    where ${brandId ?? null}::bigint is null or b.brand_id = ${brandId ?? null}::bigint
    order by code`
}

import type { Database, Transaction } from '../database/open-database.ts'
import { plainJson, plainText } from '../database/plain-text.ts'

export type Settled = {
  id: bigint
  status: 'processed' | 'ignored' | 'waiting' | 'parked'
  /** For people: why. */
  reason?: string | undefined
  /** Nothing personal. */
  detail?: Record<string, unknown> | undefined
  /** When a waiting one is looked at again. */
  dueAt?: Date | undefined
  /** Its provider has to be asked: it goes into the line of those, and that was no try yet. */
  toAsk?: boolean | undefined
}

export function settleDelivery(sql: Database | Transaction, id: bigint, how: Omit<Settled, 'id'>): Promise<void> {
  return settleDeliveries(sql, [{ id, ...how }])
}

/**
 * Writes what became of deliveries. The body of a processed or ignored one is needed no more and goes; a waiting or parked one
 * keeps it.
 */
export async function settleDeliveries(sql: Database | Transaction, rows: readonly Settled[]): Promise<void> {
  if (rows.length === 0) return
  const detailOf = ({ detail }: Settled) => (detail === undefined ? null : plainJson(detail))
  await sql`
    update inbox set status = settled.status, reason = settled.reason, detail = settled.detail::jsonb,
      attempts = attempts + case when settled.to_ask then 0 else 1 end, needs_fetch = needs_fetch or settled.to_ask,
      due_at = coalesce(settled.due_at, inbox.due_at),
      settled_at = case when settled.status = 'waiting' then null else now() end,
      body = case when settled.status in ('processed', 'ignored') then null else body end
    from (select *, asking = 'yes' as to_ask from unnest(
      ${rows.map(({ id }) => id.toString())}::bigint[], ${rows.map(({ status }) => status)}::text[],
      ${rows.map(({ reason }) => (reason === undefined ? null : plainText(reason)))}::text[], ${rows.map(detailOf)}::text[],
      ${rows.map(({ dueAt }) => dueAt?.toISOString() ?? null)}::timestamptz[],
      ${rows.map(({ toAsk }) => (toAsk ? 'yes' : 'no'))}::text[]
    ) as given (id, status, reason, detail, due_at, asking)) as settled
    where inbox.id = settled.id`
}

/** Puts parked deliveries back into the queue: the given ones, or all of the brand. Gives how many. */
export async function retryParked(
  sql: Database | Transaction,
  { brandId, ids }: { brandId: number; ids?: readonly bigint[] },
): Promise<number> {
  const { count } = await sql`
    update inbox set status = 'received', reason = null, detail = null, attempts = 0, due_at = now(), settled_at = null,
      needs_fetch = false
    where brand_id = ${brandId} and status = 'parked' and body is not null
      and (${ids === undefined} or id = any (${(ids ?? []).map(String)}::bigint[]))`
  return count
}

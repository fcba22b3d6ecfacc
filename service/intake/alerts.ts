import type { Database, Transaction } from '../database/open-database.ts'
import { plainJson } from '../database/plain-text.ts'

/** Something somebody has to look at; `subject` tells apart several of one kind. Nothing in `detail` is personal. */
export type Alert = { brandId: number | null; kind: string; subject?: string }

export type OpenAlert = {
  id: bigint
  brandId: bigint | null
  brand: string | null
  kind: string
  subject: string
  detail: Record<string, unknown>
  firstAt: Date
  lastAt: Date
  times: number
}

/** Opens an alert, or counts the open one up and keeps the newest detail. */
export async function raiseAlert(
  sql: Database | Transaction,
  { brandId, kind, subject = '', detail = {} }: Alert & { detail?: Record<string, unknown> },
): Promise<void> {
  await sql`
    insert into alerts (brand_id, kind, subject, detail)
    values (${brandId}, ${kind}, ${subject}, ${plainJson(detail)}::text::jsonb)
    on conflict (brand_id, kind, subject) where settled_at is null
    do update set last_at = now(), times = alerts.times + 1, detail = excluded.detail`
}

/** Closes an alert where it is open; without a subject all of that kind. */
export async function settleAlert(sql: Database | Transaction, { brandId, kind, subject }: Alert): Promise<void> {
  await sql`
    update alerts set settled_at = now()
    where settled_at is null and brand_id is not distinct from ${brandId} and kind = ${kind}
      and subject = coalesce(${subject ?? null}, subject)`
}

/** The open alerts, the oldest first: all of the network, or those of one brand. */
export async function listAlerts(
  sql: Database | Transaction,
  { brandId }: { brandId?: number } = {},
): Promise<OpenAlert[]> {
  const alerts = await sql<OpenAlert[]>`
    select id, brand_id as "brandId", code as brand, kind, subject, detail, first_at as "firstAt", last_at as "lastAt", times
    from alerts left join brands using (brand_id) where settled_at is null
      and (${brandId ?? null}::bigint is null or brand_id = ${brandId ?? null}::bigint) order by id`
  return [...alerts]
}

import type { Database } from '../database/open-database.ts'

/** An entry of the ledger as people and programs are shown it; points in 0.01 point. */
export type ShownEntry = {
  entry: bigint
  member: number
  order: string | null
  kind: string
  points: bigint
  sequence: bigint | null
  source: string
  detail: Record<string, unknown> | null
  happenedAt: Date
}

export type EntryQuery = {
  /** Number, name in the books, account or claim address. */
  member?: string | undefined
  /** The shop's own name of an order. */
  order?: string | undefined
  /** So many, the newest ones. */
  last: number
  /** Only older ones than this. */
  before?: bigint | undefined
}

/** Entries of a member or of an order, oldest first. */
export async function readEntries(
  database: Database,
  brandId: number,
  { member, order, last, before }: EntryQuery,
): Promise<ShownEntry[]> {
  const address = member?.toLowerCase() ?? null
  const entries = await database<ShownEntry[]>`
    select l.entry, l.member, o.order_id as order, l.kind, l.points, l.sequence, l.source, l.detail,
      l.happened_at as "happenedAt"
    from ledger l left join orders o on o.brand_id = l.brand_id and o.number = l.order_number
    where l.brand_id = ${brandId}
      and (${member ?? null}::text is null or l.member in (
        select number from members where brand_id = ${brandId} and (number::text = ${member ?? null}
          or external_id = ${member ?? null} or account = ${address} or claim_address = ${address})))
      and (${order ?? null}::text is null or l.order_number in (
        select number from orders where brand_id = ${brandId} and order_id = ${order ?? null}))
      and (${before?.toString() ?? null}::bigint is null or l.entry < ${before?.toString() ?? null}::bigint)
    order by l.entry desc limit ${last}`
  return [...entries].toReversed()
}

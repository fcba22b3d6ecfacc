import type { Database, Transaction } from '../database/open-database.ts'

/**
 * What happened once: nothing the service can see ends it, so whoever looked at it says so. All others close by themselves once
 * they are over, and closed by hand would only be told anew.
 */
export const CLOSED_BY_HAND = [
  'deliveryChanged',
  'orderNeverCame',
  'otherAccount',
  'paymentNotFound',
  'paymentRefundStays',
  'paymentToRefund',
  'returnCurrency',
  'returnUnknownLine',
] as const

export type ClosedAlert = { id: bigint; kind: string; subject: string }

/** Closes those of the given open alerts of a brand that people close; gives which. */
export async function closeAlerts(
  sql: Database | Transaction,
  { brandId, ids }: { brandId: number; ids: readonly bigint[] },
): Promise<ClosedAlert[]> {
  const closed = await sql<ClosedAlert[]>`
    update alerts set settled_at = now()
    where brand_id = ${brandId} and settled_at is null and kind = any(${[...CLOSED_BY_HAND]}::text[])
      and id = any(${ids.map(String)}::bigint[])
    returning id, kind, subject`
  return closed.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

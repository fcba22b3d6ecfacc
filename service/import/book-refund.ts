import type { Transaction } from '../database/open-database.ts'

export type Refund = { member: string; orderReference: string; share: bigint }

/** Books a refund of a payment: a cumulative share, so that booking it again changes nothing. */
export async function bookRefund(sql: Transaction, brandId: number, refund: Refund): Promise<void> {
  const { member, orderReference, share } = refund
  await sql`
    insert into payment_refunds (brand_id, member, order_reference, share)
    values (${brandId}, ${member.toLowerCase()}, ${orderReference}, ${share.toString()})
    on conflict (brand_id, member, order_reference)
    do update set share = greatest(payment_refunds.share, excluded.share)`
}

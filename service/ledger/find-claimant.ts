import type { Database, Transaction } from '../database/open-database.ts'

/** A member as a claim link needs it: the name its keys are derived from, and where its points wait. */
export type Claimant = { number: number; externalId: string; claimAddress: string }

export type ClaimantQuery = {
  /** Number, name in the books, account or claim address. */
  member?: string | undefined
  /** The shop's own name of an order. */
  order?: string | undefined
}

/** Members of a brand that a name or an order stands for: none, one, or several where two shops name orders alike. */
export async function findClaimants(
  sql: Database | Transaction,
  brandId: number,
  { member, order }: ClaimantQuery,
): Promise<Claimant[]> {
  const address = member?.toLowerCase() ?? null
  return await sql<Claimant[]>`
    select number, external_id as "externalId", claim_address as "claimAddress"
    from members
    where brand_id = ${brandId}
      and (${member ?? null}::text is null or number::text = ${member ?? null} or external_id = ${member ?? null}
        or account = ${address} or claim_address = ${address})
      and (${order ?? null}::text is null or number in (
        select member from orders where brand_id = ${brandId} and order_id = ${order ?? null}))
    order by number limit 3`
}

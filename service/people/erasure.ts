import type { Database, Transaction } from '../database/open-database.ts'

/** One erasing under way, or done. */
export type Erasure = {
  brandId: number
  id: bigint
  subject: string
  /** Null once it is done. */
  name: string | null
  member: number | null
  pseudonym: string
  provider: string | null
  shop: string | null
  actor: string
  request: bigint | null
  status: 'working' | 'waiting' | 'done'
  step: 'points' | 'files' | 'rows' | 'done'
  problem: string | null
  claimTransaction: `0x${string}` | null
  redeemTransaction: `0x${string}` | null
  claimed: bigint
  redeemed: bigint
  askedAt: Date
  doneAt: Date | null
}

type Sql = Database | Transaction

export async function readErasure(sql: Sql, { brandId, id }: Pick<Erasure, 'brandId' | 'id'>): Promise<Erasure> {
  const [row] = await sql<Erasure[]>`
    select brand_id::int as "brandId", id, subject, name, member, pseudonym, provider, shop, actor, request, status, step,
      problem, claim_transaction as "claimTransaction", redeem_transaction as "redeemTransaction", claimed, redeemed,
      asked_at as "askedAt", done_at as "doneAt"
    from erasures where brand_id = ${brandId} and id = ${id}`
  if (!row) throw new Error(`There is no erasure ${id}.`)
  return row
}

/** Erasures of a brand that are not done, the oldest first. */
export async function openErasures(sql: Sql, brandId: number): Promise<bigint[]> {
  const rows = await sql<{ id: bigint }[]>`
    select id from erasures where brand_id = ${brandId} and status <> 'done' order by id`
  return rows.map(({ id }) => id)
}

/** Whether anybody of the brand was ever erased, or is about to be. */
export async function hasErasures(sql: Sql, brandId: number): Promise<boolean> {
  const rows = await sql`select 1 from erasures where brand_id = ${brandId} limit 1`
  return rows.length > 0
}

/** What a shop's request named the customer by, hashed. */
export async function requestedHashes(sql: Sql, { brandId, request }: Erasure): Promise<string[]> {
  const [row] = await sql<{ hashes: string[] }[]>`
    select hashes from privacy_requests where brand_id = ${brandId} and id = ${request ?? 0n}`
  return row?.hashes ?? []
}

import type { Hex } from 'viem'
import type { Database, Transaction } from '../database/open-database.ts'
import { identifierOf } from '../ledger/identify.ts'
import { TILL_SCOPE } from '../till/find-member.ts'
import type { BookedMember } from './find-person.ts'

type Sql = Database | Transaction
type Brand = { brandId: number; pepper: Hex }

/** Names that tills gave a member of the books: the member's own, those with the same account, those learned with a sale. */
export async function enrolledAs(sql: Sql, { brandId, pepper }: Brand, member: BookedMember): Promise<string[]> {
  // Whoever a till enrolled with an account is found by it once the ledger met that account.
  const rows = await sql<{ name: string }[]>`
    select external_id as name from till_members
    where brand_id = ${brandId} and (external_id = ${member.externalId} or account = ${member.account})`
  const names = rows.map(({ name }) => name)
  return [...names, ...(await learned(sql, { brandId, pepper }, member))]
}

/** A member with an account learns the name of a till by a sale that had both; what was learned is kept as a hash alone. */
async function learned(sql: Sql, { brandId, pepper }: Brand, { number, account }: BookedMember): Promise<string[]> {
  if (account === null) return []
  const known = await sql<{ hash: string }[]>`
    select hash from identifiers where brand_id = ${brandId} and member = ${number} and kind = 'id'`
  if (known.length === 0) return []
  const hashes = new Set(known.map(({ hash }) => hash))
  const rows = await sql<{ name: string }[]>`
    select external_id as name from till_members t
    where brand_id = ${brandId} and account is distinct from ${account}
      and not exists (select 1 from members m where m.brand_id = t.brand_id and m.external_id = t.external_id)`
  return rows.flatMap(({ name }) => (hashes.has(hashOfName(pepper, name)) ? [name] : []))
}

/** The member a name of a till stands for in the books; undefined where the books have nobody by it. */
export async function memberEnrolledAs(
  sql: Sql,
  { brandId, pepper }: Brand,
  name: string,
): Promise<number | undefined> {
  const [row] = await sql<{ number: number }[]>`
    select number from members m where m.brand_id = ${brandId} and m.number = coalesce(
      (select member from identifiers where brand_id = ${brandId} and kind = 'id' and hash = ${hashOfName(pepper, name)}),
      (select number from members where brand_id = ${brandId} and external_id = ${name}),
      (select min(number) from members where brand_id = ${brandId} and account =
        (select account from till_members where brand_id = ${brandId} and external_id = ${name})))`
  return row?.number
}

function hashOfName(pepper: Hex, name: string): string {
  const { provider, shop } = TILL_SCOPE
  return identifierOf(pepper, 'id', `${provider}\n${shop}\n${name}`)?.hash ?? ''
}

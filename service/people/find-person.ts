import type { Hex } from 'viem'
import type { Database, Transaction } from '../database/open-database.ts'
import { type Identifier, identifierOf } from '../ledger/identify.ts'
import { TILL_SCOPE } from '../till/find-member.ts'
import { PeopleError, unknownPerson } from './people-error.ts'
import type { BrandScope, PeopleDesk } from './people-desk.ts'

/** A member as the ledger has it. */
export type BookedMember = {
  number: number
  externalId: string
  claimAddress: string
  account: string | null
  debt: bigint
}

/** Everything one person is to a brand: a member of the books, people that tills enrolled, or both. */
export type Person = BrandScope & {
  member: BookedMember | undefined
  /** The names tills gave this person. */
  enrolled: string[]
  /** All names in the books. */
  names: string[]
}

type Sql = Database | Transaction

/**
 * Who is meant: by number or name of the books, account, claim address, e-mail, phone or card number. Throws where nobody is,
 * or where it could be two.
 */
export async function findPerson(desk: PeopleDesk, scope: BrandScope, id: string, sql: Sql = desk.database) {
  const { pepper } = await desk.secrets.of(scope.brand)
  const text = id.trim()
  const found = await findNumbers(sql, scope, { text, pepper })
  if (found.members.length + found.enrolled.length === 0) throw unknownPerson()
  if (found.members.length > 1 || (found.members.length === 0 && found.enrolled.length > 1)) {
    const sentence = 'Two members of this brand are known by this. Give the number or the name in the books instead.'
    throw new PeopleError('SeveralMembers', { status: 409, sentence })
  }
  const [number] = found.members
  return number === undefined
    ? personOfName(sql, scope, { pepper, name: found.enrolled[0] ?? '' })
    : personOfNumber(sql, scope, number)
}

export async function personOfNumber(sql: Sql, scope: BrandScope, number: number): Promise<Person> {
  const [member] = await sql<BookedMember[]>`
    select number, external_id as "externalId", claim_address as "claimAddress", account, debt from members
    where brand_id = ${scope.brandId} and number = ${number}`
  if (!member) throw unknownPerson()
  // Whoever a till enrolled with an account is found by it once the ledger met that account.
  const rows = await sql<{ name: string }[]>`
    select external_id as name from till_members
    where brand_id = ${scope.brandId} and (external_id = ${member.externalId} or account = ${member.account})`
  const enrolled = rows.map(({ name }) => name)
  return { ...scope, member, enrolled, names: [...new Set([member.externalId, ...enrolled])] }
}

/** A name a till gave: the ledger may know it as another member's. */
async function personOfName(
  sql: Sql,
  scope: BrandScope,
  { pepper, name }: { pepper: Hex; name: string },
): Promise<Person> {
  const { provider, shop } = TILL_SCOPE
  const hash = identifierOf(pepper, 'id', `${provider}\n${shop}\n${name}`)?.hash ?? ''
  const [known] = await sql<{ member: number }[]>`
    select member from identifiers where brand_id = ${scope.brandId} and kind = 'id' and hash = ${hash}`
  if (known) return personOfNumber(sql, scope, known.member)
  return { ...scope, member: undefined, enrolled: [name], names: [name] }
}

async function findNumbers(
  sql: Sql,
  { brandId }: BrandScope,
  { text, pepper }: { text: string; pepper: Hex },
): Promise<{ members: number[]; enrolled: string[] }> {
  const address = text.toLowerCase()
  const named = await sql<{ number: number }[]>`
    select number from members where brand_id = ${brandId} and (number::text = ${text} or external_id = ${text}
      or account = ${address} or claim_address = ${address}) limit 3`
  const hashes = valuesOf(pepper, text).map(({ kind, hash }) => `${kind} ${hash}`)
  const hashed = await sql<{ number: number }[]>`
    select distinct member as number from identifiers where brand_id = ${brandId} and kind || ' ' || hash = any(${hashes})
      and hash = any(${hashes.map((each) => each.split(' ')[1] ?? '')})`
  const enrolled = await sql<{ name: string }[]>`
    select external_id as name from till_members where brand_id = ${brandId} and external_id = ${text}
    union
    select external_id from till_identifiers where brand_id = ${brandId} and kind || ' ' || hash = any(${hashes})`
  return {
    members: [...new Set([...named, ...hashed].map(({ number }) => number))],
    enrolled: enrolled.map(({ name }) => name),
  }
}

/** What the text is as an e-mail, a phone number, a card or an account, hashed. */
function valuesOf(pepper: Hex, text: string): Identifier[] {
  const kinds = ['email', 'phone', 'card', 'account'] as const
  return kinds.flatMap((kind) => identifierOf(pepper, kind, text) ?? [])
}

import type { Hex } from 'viem'
import type { Database, Transaction } from '../database/open-database.ts'
import { type Identifier, identifierOf } from '../ledger/identify.ts'
import { enrolledAs, memberEnrolledAs } from './enrolled-as.ts'
import { severalPeople, unknownPerson } from './people-error.ts'
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
 * or where it could be two: a member of the books and somebody a till enrolled are one only where the books know that.
 */
export async function findPerson(
  desk: PeopleDesk,
  scope: BrandScope,
  id: string,
  sql: Sql = desk.database,
): Promise<Person> {
  const { pepper } = await desk.secrets.of(scope.brand)
  const found = await findNumbers(sql, scope, { text: id.trim(), pepper })
  const members = new Set(found.members)
  const alone: string[] = []
  for (const name of found.enrolled) {
    const number = await memberEnrolledAs(sql, { ...scope, pepper }, name)
    if (number === undefined) alone.push(name)
    else members.add(number)
  }
  const [number] = members
  if (members.size + alone.length > 1) throw severalPeople([...[...members].map(String), ...alone])
  if (number !== undefined) return personOfNumber(sql, scope, number, pepper)
  const [name] = alone
  if (name === undefined) throw unknownPerson()
  return { ...scope, member: undefined, enrolled: [name], names: [name] }
}

export async function personOfNumber(sql: Sql, scope: BrandScope, number: number, pepper: Hex): Promise<Person> {
  const [member] = await sql<BookedMember[]>`
    select number, external_id as "externalId", claim_address as "claimAddress", account, debt from members
    where brand_id = ${scope.brandId} and number = ${number}`
  if (!member) throw unknownPerson()
  const enrolled = await enrolledAs(sql, { ...scope, pepper }, member)
  return { ...scope, member, enrolled, names: [...new Set([member.externalId, ...enrolled])] }
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

import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Hex } from 'viem'
import type { Database, Transaction } from '../../service/database/open-database.ts'
import { identifierOf, type IdentifierKind } from '../../service/ledger/identify.ts'
import { totalsOf } from './history.ts'
import { cardOf, customerOf, hasCard, LOAD_SHOP, phoneOf } from './people.ts'
import type { Template } from './templates.ts'

export interface Crowd {
  readonly brandId: number
  readonly pepper: Hex
  readonly templates: readonly Template[]
  /** Member number of person 0, were it there; later fills begin after whoever came meanwhile. */
  readonly memberOf: (person: number) => number
}

export interface Range {
  readonly from: number
  /** Excluded. */
  readonly to: number
}

/** Writes people: members with all they are known by, and half of them enrolled at a till. */
export async function fillPeople(database: Database, crowd: Crowd, range: Range): Promise<void> {
  const people = Array.from({ length: range.to - range.from }, (_, i) => range.from + i)
  const enrolled = people.filter(hasCard)
  await database.begin(async (sql) => {
    await copy(
      sql,
      'members',
      MEMBERS,
      people.map((person) => memberLine(crowd, person)),
    )
    await copy(
      sql,
      'identifiers',
      IDENTIFIERS,
      people.flatMap((person) => identifierLines(crowd, person)),
    )
    await copy(
      sql,
      'till_members',
      TILL_MEMBERS,
      enrolled.map((person) => tillMemberLine(crowd, person)),
    )
    await copy(
      sql,
      'till_identifiers',
      TILL_IDENTIFIERS,
      enrolled.flatMap((person) => tillIdentifierLines(crowd, person)),
    )
    await copy(
      sql,
      'consents',
      CONSENTS,
      enrolled.map((person) => consentLine(crowd, person)),
    )
  })
}

const MEMBERS = 'brand_id, number, external_id, claim_key, claim_address, debt, earned, credited, reversed, run'
const IDENTIFIERS = 'brand_id, kind, hash, member, unsaved'
const TILL_MEMBERS = 'brand_id, external_id, device, location'
const TILL_IDENTIFIERS = 'brand_id, kind, hash, external_id'
const CONSENTS = 'brand_id, subject, purpose, granted, text_version, source, source_detail'

async function copy(sql: Transaction, table: string, columns: string, lines: readonly string[]): Promise<void> {
  const into = await sql.unsafe(`copy ${table} (${columns}) from stdin`).writable()
  await pipeline(Readable.from(chunksOf(lines)), into)
}

function* chunksOf(lines: readonly string[]): Generator<string> {
  for (let at = 0; at < lines.length; at += 1_000) yield lines.slice(at, at + 1_000).join('')
}

const line = (...values: (string | number | bigint | boolean)[]): string => `${values.join('\t')}\n`

/** Claim keys are made up: deriving a million of them takes half an hour, and nobody claims here. */
function memberLine({ brandId, templates, memberOf }: Crowd, person: number): string {
  const key = createHash('sha256').update(`load ${brandId} ${person}`).digest('hex')
  const { earned, reversed } = totalsOf(templates, person)
  const claim = [`0x${key.slice(0, 40)}`, `0x${key.slice(24)}`] as const
  return line(brandId, memberOf(person), `shop-${key.slice(0, 32)}`, ...claim, 0, earned, earned, reversed, 0)
}

const tillName = (person: number): string =>
  `till-${createHash('sha256').update(`load till ${person}`).digest('hex').slice(0, 32)}`

function identifierLines({ brandId, pepper, memberOf }: Crowd, person: number): string[] {
  const { provider, shop } = LOAD_SHOP
  const names = [`${provider}\n${shop}\n${customerOf(person)}`]
  if (hasCard(person)) names.push(`till\ntill\n${tillName(person)}`)
  return names.map((name) => line(brandId, 'id', hashOf(pepper, 'id', name), memberOf(person), false))
}

function tillMemberLine({ brandId }: Crowd, person: number): string {
  return line(brandId, tillName(person), 1, 'load')
}

function tillIdentifierLines({ brandId, pepper }: Crowd, person: number): string[] {
  return [
    line(brandId, 'phone', hashOf(pepper, 'phone', phoneOf(person)), tillName(person)),
    line(brandId, 'card', hashOf(pepper, 'card', cardOf(person)), tillName(person)),
  ]
}

function consentLine({ brandId }: Crowd, person: number): string {
  return line(brandId, tillName(person), 'terms', true, '2026-11', 'till', 'load 1')
}

function hashOf(pepper: Hex, kind: IdentifierKind, value: string): string {
  const identifier = identifierOf(pepper, kind, value)
  if (!identifier) throw new Error(`${value} identifies nobody.`)
  return identifier.hash
}

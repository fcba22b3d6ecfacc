import type { Actor } from '../access/actor.ts'
import { nameOfActor } from '../access/actor.ts'
import { recordAct } from '../access/record-act.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import { type ConsentGiven, type Purpose, writeConsents } from '../till/write-consents.ts'
import type { Person } from './find-person.ts'

/** One entry of the log, which is never changed. */
export type ConsentEntry = {
  purpose: Purpose
  granted: boolean
  /** Version of the text the person saw. */
  textVersion: string
  source: string
  sourceDetail: string
  at: Date
}

/** Everything a person said, the oldest first. */
export async function readConsents(
  sql: Database | Transaction,
  { brandId, names }: Pick<Person, 'brandId' | 'names'>,
): Promise<ConsentEntry[]> {
  return await sql<ConsentEntry[]>`
    select purpose, granted, text_version as "textVersion", source, source_detail as "sourceDetail", said_at as at
    from consents where brand_id = ${brandId} and subject = any(${names}) order by id`
}

/** What counts now: of each purpose what was said last. Of a purpose nobody spoke of there is none, so no consent. */
export function currentConsents(entries: readonly ConsentEntry[]): ConsentEntry[] {
  const latest = new Map(entries.map((entry) => [entry.purpose, entry]))
  return [...latest.values()].toSorted((one, other) => one.purpose.localeCompare(other.purpose))
}

export type ConsentSaid = {
  consents: readonly ConsentGiven[]
  /** Where it was said: portal, shop, phone, letter. */
  source: string
  detail?: string
  actor: Actor
  at: Date
}

/** Adds what a person said. A withdrawal is an entry too: as easy as granting, and from now on. */
export async function sayConsents(
  sql: Transaction,
  person: Person,
  { consents, source, detail = '', actor, at }: ConsentSaid,
): Promise<void> {
  const { brandId, names, member } = person
  const subject = names[0] ?? ''
  await writeConsents(sql, { brandId, subject, consents, source, detail: detail || nameOfActor(actor) })
  const said = consents.map(({ purpose, granted }) => `${purpose} ${granted ? 'granted' : 'withdrawn'}`)
  await recordAct(sql, {
    ...{ brandId, actor, act: 'member.consent', subject: member?.number ?? '', at },
    detail: { said, source, textVersions: consents.map(({ textVersion }) => textVersion) },
  })
}

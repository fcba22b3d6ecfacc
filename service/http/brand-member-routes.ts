import type { Context, Hono } from 'hono'
import { formatPoints } from '../../chain/codec/points.ts'
import type { KeyHolder } from '../access/find-caller.ts'
import { recordAct } from '../access/record-act.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import { askErasure } from '../people/ask-erasure.ts'
import { type ConsentEntry, currentConsents, readConsents, sayConsents } from '../people/consents.ts'
import { openErasedNames } from '../people/erased-names.ts'
import { readErasure } from '../people/erasure.ts'
import { exportMember } from '../people/export-member.ts'
import { auditSubject } from '../people/audit-subject.ts'
import { findPerson, type Person, personOfNumber } from '../people/find-person.ts'
import { PeopleError, unknownPerson } from '../people/people-error.ts'
import type { PeopleDesk } from '../people/people-desk.ts'
import { numberOf } from './brand-asked.ts'
import type { BrandDesk } from './brand-routes.ts'
import { brandNothingSchema, consentsSchema, memberFindSchema } from './brand-schema.ts'

/** Members of a brand as people: for owners and managers alone. Personal values come and go in bodies, never in addresses. */
export function brandMemberRoutes(routes: Hono, desk: BrandDesk): void {
  const people: PeopleDesk = desk
  reading(routes, desk, people)
  searching(routes, desk, people)
  acting(routes, desk, people)
}

function reading(routes: Hono, { door, database, vault, now }: BrandDesk, people: PeopleDesk): void {
  /** Who looked at whom: told before it is shown. */
  const told = ({ brandId, actor }: KeyHolder, person: Person, act: 'member.show' | 'member.show-consents') =>
    database.begin((sql) => recordAct(sql, { brandId, actor, act, subject: auditSubject(vault, person), at: now() }))
  routes.get('/members/:member', async (context) => {
    const caller = await door.admit(context, 'getMember')
    const person = await personIn(context, caller, people)
    await told(caller, person, 'member.show')
    return context.json(await describe(database, person))
  })
  routes.get('/members/:member/export', async (context) => {
    const caller = await door.admit(context, 'exportMember')
    const person = await personIn(context, caller, people)
    return context.json(await exportMember(people, person, { actor: caller.actor }))
  })
  routes.get('/members/:member/consents', async (context) => {
    const caller = await door.admit(context, 'listConsents')
    const person = await personIn(context, caller, people)
    await told(caller, person, 'member.show-consents')
    return context.json(await consentsOf(database, person))
  })
}

function searching(routes: Hono, { door, database, vault, now }: BrandDesk, people: PeopleDesk): void {
  routes.post('/members/find', (context) =>
    door.once(context, 'findMember', {
      ...{ schema: memberFindSchema, status: 200 },
      // Whoever tries out who is known leaves a trace, too: never of what was tried.
      before: async ({ brandId, brand, actor }, { id }) => {
        await findPerson(people, { brandId, brand }, id).catch(async (error: unknown) => {
          if (!(error instanceof PeopleError)) throw error
          const act = { brandId, actor, act: 'member.find', detail: { refused: error.code }, at: now() } as const
          await database.begin((sql) => recordAct(sql, act))
          throw error
        })
      },
      work: async (sql, { brandId, brand, actor }, { id }) => {
        const person = await findPerson(people, { brandId, brand }, id, sql)
        await recordAct(sql, { brandId, actor, act: 'member.find', subject: auditSubject(vault, person), at: now() })
        return { member: person.member?.number ?? null, names: person.names }
      },
    }),
  )
}

function acting(routes: Hono, { door, home, now }: BrandDesk, people: PeopleDesk): void {
  routes.post('/members/:member/consents', (context) =>
    door.once(context, 'sayConsents', {
      ...{ schema: consentsSchema, status: 201 },
      work: async (sql, caller, { consents, source }) => {
        const person = await personIn(context, caller, people, sql)
        await sayConsents(sql, person, { consents, source, actor: caller.actor, at: now() })
        return consentsOf(sql, person)
      },
    }),
  )
  routes.post('/members/:member/erase', (context) =>
    door.once(context, 'eraseMember', {
      ...{ schema: brandNothingSchema, status: 201 },
      work: async (sql, caller) => {
        const { brandId, brand, actor } = caller
        const person = await personIn(context, caller, people, sql)
        const names = await openErasedNames(home, brand)
        const [id = 0n] = await askErasure(sql, { person, names, actor, at: now() })
        const { status, problem } = await readErasure(sql, { brandId, id })
        return { erasure: id.toString(), status, problem }
      },
    }),
  )
}

/** By number alone: everything else would be a personal value in an address. */
async function personIn(
  context: Context,
  { brandId, brand }: KeyHolder,
  { secrets, database }: PeopleDesk,
  sql: Database | Transaction = database,
): Promise<Person> {
  const { pepper } = await secrets.of(brand)
  const person = await personOfNumber(sql, { brandId, brand }, numberOf(context, 'member'), pepper)
  if (person.member === undefined) throw unknownPerson()
  return person
}

async function describe(sql: Database, { brandId, member, enrolled, names }: Person) {
  const [erasure] = await sql<{ status: string; problem: string | null }[]>`
    select status, problem from erasures where brand_id = ${brandId} and member = ${member?.number ?? 0} and provider is null
    order by id desc limit 1`
  return {
    ...{ member: member?.number ?? null, names, enrolments: enrolled.length },
    ...{ account: member?.account ?? null, claimAddress: member?.claimAddress ?? null },
    owed: formatPoints(member?.debt ?? 0n),
    erasure: erasure ?? null,
  }
}

async function consentsOf(sql: Database | Transaction, person: Person) {
  const history = await readConsents(sql, person)
  return { now: currentConsents(history).map(shown), history: history.map(shown) }
}

const shown = ({ at, ...said }: ConsentEntry) => ({ ...said, at: at.toISOString() })

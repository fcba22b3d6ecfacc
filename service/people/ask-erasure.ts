import { randomBytes } from 'node:crypto'
import { type Actor, nameOfActor } from '../access/actor.ts'
import { recordAct } from '../access/record-act.ts'
import type { Transaction } from '../database/open-database.ts'
import type { ErasedNames } from './erased-names.ts'
import type { Person } from './find-person.ts'

export type ErasureAsked = {
  person: Person
  names: ErasedNames
  actor: Actor
  at: Date
  /** Only what came from this shop; the rest of the person stays. */
  only?: { provider: string; shop: string } | undefined
  request?: bigint | undefined
}

export const freshPseudonym = (): string => `gone-${randomBytes(16).toString('hex')}`

/** Whether a name in the books is one of those that stand for nobody any more. */
export const isPseudonym = (name: string): boolean => /^gone-[0-9a-f]{32}$/.test(name)

/** Notes that somebody is to be erased, one row per name of the books; asking again changes nothing. Gives the numbers. */
export async function askErasure(sql: Transaction, asked: ErasureAsked): Promise<bigint[]> {
  const { person, names, actor, at, only, request } = asked
  const { brandId, member } = person
  await names.check(sql, person.brand)
  const [name = ''] = person.names
  const place = { provider: only?.provider ?? null, shop: only?.shop ?? null }
  const [row] = await sql<{ id: bigint }[]>`
    insert into erasures (brand_id, subject, name, member, pseudonym, provider, shop, actor, request, asked_at)
    values (${brandId}, ${names.subject(name)}, ${name}, ${member?.number ?? null}, ${freshPseudonym()},
      ${place.provider}, ${place.shop}, ${nameOfActor(actor)}, ${request ?? null}, ${at.toISOString()})
    on conflict do nothing returning id`
  if (!row) {
    const known = await sql<{ id: bigint }[]>`
      select id from erasures where brand_id = ${brandId} and subject = ${names.subject(name)} and status <> 'done'
        and provider is not distinct from ${place.provider} and shop is not distinct from ${place.shop}`
    return known.map(({ id }) => id)
  }
  await recordAct(sql, {
    ...{ brandId, actor, act: 'member.erase', subject: `erasure ${row.id}`, at },
    detail: { step: 'asked', of: only === undefined ? 'everything' : 'one shop', request: request?.toString() ?? null },
  })
  return [row.id]
}

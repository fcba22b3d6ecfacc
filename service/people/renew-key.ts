import type { Actor } from '../access/actor.ts'
import { recorded } from '../access/recorded.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import { answerContext } from '../once.ts'
import { type ContactKeys, openContact, sealContact } from '../till/contact.ts'
import { type MemberKey, newMemberKey, openForMember, sealForMember, wrapMemberKey } from '../keys/member-key.ts'
import { auditSubject } from './audit-subject.ts'
import type { Person } from './find-person.ts'
import { findMemberKey, type Subject, wrapContext } from './member-keys.ts'
import type { PeopleDesk } from './people-desk.ts'

/** Gives a member a new key of their own and seals everything kept of them with it; the old one opens nothing from then on. */
export function renewMemberKey(database: Database, keys: ContactKeys, of: Subject): Promise<void> {
  return database.begin((sql) => renewIn(sql, keys, of))
}

/** The same for all names of a person at once, told in the audit log, both or neither. Gives how many keys are new. */
export function renewKeysOf(desk: PeopleDesk, person: Person, actor: Actor): Promise<number> {
  const { brandId, enrolled } = person
  return recorded(desk.database, {
    ...{ by: { brandId, actor, at: desk.now() }, act: 'member.keys' },
    work: async (sql) => {
      for (const subject of enrolled) await renewIn(sql, desk, { brandId, subject })
      return enrolled.length
    },
    tell: (renewed) => (renewed === 0 ? undefined : { subject: auditSubject(desk.vault, person) }),
  })
}

/** The same for what was sealed before members had keys. Gives how many contacts. */
export async function sealOldContacts(database: Database, keys: ContactKeys, batch = 500): Promise<number> {
  const rows = await database<{ brandId: bigint; subject: string }[]>`
    select t.brand_id as "brandId", t.external_id as subject from till_members t
    left join member_keys k on k.brand_id = t.brand_id and k.subject = t.external_id
    where t.contact is not null and k.subject is null limit ${batch}`
  for (const row of rows) await renewMemberKey(database, keys, row)
  return rows.length
}

async function renewIn(sql: Transaction, keys: ContactKeys, of: Subject): Promise<void> {
  const { brandId, subject } = of
  const former = await findMemberKey(sql, keys.masters, of)
  const { version, key: master } = await keys.masters.current(sql)
  const key = newMemberKey()
  const [row] = await sql<{ contact: Buffer | null }[]>`
    select contact from till_members where brand_id = ${brandId} and external_id = ${subject} for update`
  if (row?.contact) {
    const contact = await openContact(sql, keys, brandId, { externalId: subject, contact: row.contact })
    await sql`
      update till_members set contact = ${sealContact(key, subject, contact)}
      where brand_id = ${brandId} and external_id = ${subject}`
  }
  if (former) await resealAnswers(sql, of, { former, key })
  await sql`
    insert into member_keys (brand_id, subject, wrapped, master)
    values (${brandId}, ${subject}, ${wrapMemberKey(master, wrapContext(of), key)}, ${version})
    on conflict (brand_id, subject)
    do update set wrapped = excluded.wrapped, master = excluded.master, renewed_at = now()`
}

async function resealAnswers(
  sql: Transaction,
  { brandId, subject }: Subject,
  { former, key }: { former: MemberKey; key: MemberKey },
): Promise<void> {
  const answers = await sql<{ name: string; body: Buffer }[]>`
    select key as name, body from till_answers
    where brand_id = ${brandId} and subject = ${subject} and body is not null for update`
  for (const { name, body } of answers) {
    const context = answerContext(name)
    const sealed = sealForMember(key, context, openForMember(former, context, body))
    await sql`update till_answers set body = ${sealed} where brand_id = ${brandId} and key = ${name}`
  }
}

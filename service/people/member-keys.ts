import type { Database, Transaction } from '../database/open-database.ts'
import { KeyError } from '../keys/key-error.ts'
import type { MasterKeys } from '../keys/master-keys.ts'
import { type MemberKey, newMemberKey, unwrapMemberKey, wrapMemberKey } from '../keys/member-key.ts'

type Sql = Database | Transaction

export type Subject = { brandId: number | bigint; subject: string }

/** Binds a wrapped key to its member: in another row it does not open. */
export const wrapContext = ({ brandId, subject }: Subject): string =>
  JSON.stringify(['member key', Number(brandId), subject])

/** The member's key; made where there is none yet. */
export async function makeMemberKey(sql: Transaction, masters: MasterKeys, of: Subject): Promise<MemberKey> {
  const known = await findMemberKey(sql, masters, of)
  if (known) return known
  const { version, key } = await masters.current(sql)
  const made = newMemberKey()
  const wrapped = wrapMemberKey(key, wrapContext(of), made)
  const { count } = await sql`
    insert into member_keys (brand_id, subject, wrapped, master)
    values (${of.brandId}, ${of.subject}, ${wrapped}, ${version}) on conflict do nothing`
  if (count === 1) return made
  const other = await findMemberKey(sql, masters, of)
  if (!other) throw new Error('The key of a member was neither made nor found.')
  return other
}

/** The member's key; undefined where there is none, or none any more. */
export async function findMemberKey(sql: Sql, masters: MasterKeys, of: Subject): Promise<MemberKey | undefined> {
  const row = await readWrapped(sql, of)
  if (!row) return undefined
  try {
    return await unwrap(sql, masters, of, row)
  } catch (error) {
    // A rotation may have ended between the two reads.
    const again = error instanceof KeyError ? await readWrapped(sql, of) : undefined
    if (!again || again.master === row.master) throw error
    return unwrap(sql, masters, of, again)
  }
}

export type WrappedKey = { wrapped: Buffer; master: number }

async function readWrapped(sql: Sql, { brandId, subject }: Subject): Promise<WrappedKey | undefined> {
  const [row] = await sql<WrappedKey[]>`
    select wrapped, master from member_keys where brand_id = ${brandId} and subject = ${subject}`
  return row
}

export async function unwrap(sql: Sql, masters: MasterKeys, of: Subject, row: WrappedKey): Promise<MemberKey> {
  const { key } = await masters.byVersion(sql, row.master)
  return unwrapMemberKey(key, wrapContext(of), row.wrapped)
}

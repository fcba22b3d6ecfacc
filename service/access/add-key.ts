import { inTransaction } from '../database/in-transaction.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import { hashOfAccessKey, newAccessKey } from './access-key.ts'
import type { Actor, KeyRole } from './actor.ts'
import { type AccessKey, listKeys } from './list-keys.ts'
import { recordAct } from './record-act.ts'

export type NewKey = {
  brandId: number
  role: KeyRole
  /** What the brand calls it; not who has it. */
  name: string
  expiresAt?: Date | undefined
  actor: Actor
  at: Date
}

/** Gives a brand a key, which nobody can look up again. */
export async function addKey(
  sql: Database | Transaction,
  { brandId, role, name, expiresAt, actor, at }: NewKey,
): Promise<{ known: AccessKey; key: string }> {
  const key = newAccessKey(role)
  return inTransaction(sql, async (own) => {
    // One at a time per brand: the next number is the highest one's.
    await own`select 1 from brands where brand_id = ${brandId} for no key update`
    const [row] = await own<{ number: number }[]>`
      insert into access_keys (brand_id, number, role, name, key_hash, created_at, expires_at)
      select ${brandId}, coalesce(max(number), 0) + 1, ${role}, ${name}, ${hashOfAccessKey(key) ?? ''}, ${at},
        ${expiresAt ?? null}
      from access_keys where brand_id = ${brandId} returning number`
    const number = row?.number ?? 0
    const [known] = await listKeys(own, { brandId, number })
    if (!known) throw new Error('The key that was just written is not there.')
    const detail = { role, name, expires: expiresAt?.toISOString() ?? null }
    await recordAct(own, { brandId, actor, act: 'access.add', subject: number, detail, at })
    return { known, key }
  })
}

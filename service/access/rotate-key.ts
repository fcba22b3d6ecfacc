import { inTransaction } from '../database/in-transaction.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import { hashOfAccessKey, newAccessKey } from './access-key.ts'
import type { Actor } from './actor.ts'
import { findActiveKey } from './find-active-key.ts'
import { type AccessKey, listKeys } from './list-keys.ts'
import { recordAct } from './record-act.ts'

export type RotatedKey = {
  brandId: number
  number: number
  /** Until when the old one counts, too. */
  formerUntil: Date
  /** When the new one ends; as the old one where not given. */
  expiresAt?: Date | undefined
  actor: Actor
  at: Date
}

/** Gives a key's place to a new key. The old one counts a while longer, until every program has the new one. */
export async function rotateKey(
  sql: Database | Transaction,
  { brandId, number, formerUntil, expiresAt, actor, at }: RotatedKey,
): Promise<{ known: AccessKey; key: string }> {
  return inTransaction(sql, async (own) => {
    const { role } = await findActiveKey(own, { brandId, number, at })
    const key = newAccessKey(role)
    const overlaps = formerUntil > at
    await own`
      update access_keys set former_hash = case when ${overlaps} then key_hash end,
        former_until = case when ${overlaps} then ${formerUntil}::timestamptz end,
        key_hash = ${hashOfAccessKey(key) ?? ''}, expires_at = coalesce(${expiresAt ?? null}::timestamptz, expires_at)
      where brand_id = ${brandId} and number = ${number}`
    const [known] = await listKeys(own, { brandId, number })
    if (!known) throw new Error('The key that was just changed is not there.')
    const detail = { formerUntil: overlaps ? formerUntil.toISOString() : null }
    await recordAct(own, { brandId, actor, act: 'access.rotate', subject: number, detail, at })
    return { known, key }
  })
}

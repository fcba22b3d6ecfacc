import { inTransaction } from '../database/in-transaction.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import type { Actor } from './actor.ts'
import { findActiveKey } from './find-active-key.ts'
import { recordAct } from './record-act.ts'

/** From the next request on, on every replica, the key counts for nothing. */
export async function revokeKey(
  sql: Database | Transaction,
  { brandId, number, actor, at }: { brandId: number; number: number; actor: Actor; at: Date },
): Promise<void> {
  await inTransaction(sql, async (own) => {
    await findActiveKey(own, { brandId, number, at })
    await own`
      update access_keys set revoked_at = ${at}, former_hash = null, former_until = null
      where brand_id = ${brandId} and number = ${number}`
    await recordAct(own, { brandId, actor, act: 'access.revoke', subject: number, at })
  })
}

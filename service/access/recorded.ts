import { inTransaction } from '../database/in-transaction.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import type { Actor } from './actor.ts'
import type { Act } from './acts.ts'
import type { Detail } from './audit-entry.ts'
import { recordAct } from './record-act.ts'

/** Who acts for which brand, and when. */
export type By = { brandId: number; actor: Actor; at: Date }

export type Told = { subject?: string | number; detail?: Detail } | undefined

/** Does something and records it, both or neither. Where `tell` gives nothing, nothing was done. */
export function recorded<result>(
  sql: Database | Transaction,
  {
    by,
    act,
    work,
    tell,
  }: {
    by: By
    act: Act
    work: (sql: Transaction) => Promise<result>
    tell: (result: result) => Told
  },
): Promise<result> {
  return inTransaction(sql, async (own) => {
    const done = await work(own)
    const told = tell(done)
    if (told) await recordAct(own, { ...by, act, ...told })
    return done
  })
}

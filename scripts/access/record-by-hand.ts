import { CLI } from '../../service/access/actor.ts'
import type { Act } from '../../service/access/acts.ts'
import type { Detail } from '../../service/access/audit-entry.ts'
import { recordAct } from '../../service/access/record-act.ts'
import { DatabaseError } from '../../service/database/database-error.ts'
import { openDatabase } from '../../service/database/open-database.ts'
import { ensureBrand } from '../../service/import/minter.ts'
import type { Io } from '../cli/io.ts'
import type { Session } from '../cli/session.ts'
import { databaseUrlOf } from '../import/database-url.ts'

export type HandAct = { brandId: number; code: string; act: Act; subject: string; detail: Detail }

/**
 * Tells the brand's audit log of something the chain has done already. The chain is what counts: where there are no books, that
 * is said, and nothing fails.
 */
export async function recordByHand(
  io: Io,
  { client, network }: Session,
  { brandId, code, act, subject, detail }: HandAct,
): Promise<void> {
  const url = network?.databaseUrl ?? io.env['DATABASE_URL']
  if (url === undefined) return
  try {
    const database = await openDatabase(databaseUrlOf(io, network))
    try {
      await ensureBrand(database, client, { brandId, code })
      const at = new Date()
      await database.begin((sql) => recordAct(sql, { brandId, actor: CLI, act, subject, detail, at }))
    } finally {
      await database.end({ timeout: 5 })
    }
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    io.err(`It is done, but the audit log of ${code} does not tell it: ${error.message}\n`)
  }
}

import type { Transaction } from '../database/open-database.ts'
import { linkBatches } from '../import/link-batches.ts'
import type { Minter } from '../import/minter.ts'
import { readJournalStart } from '../import/journal-start.ts'
import { journalPath } from '../import/plan-journal.ts'
import { closeWindows } from '../import/sign-reversals.ts'
import { readLastRun, syncChain } from '../import/sync-chain.ts'

/** Later than any return window ends. */
const END_OF_TIME = 1n << 62n

/**
 * Brings the books to where they stood when an import was planned. A journal states members and orders as they were
 * afterwards, debts from earlier reversals included; booked only later, these would count a second time.
 */
export async function catchUpTo(minter: Minter, run: number): Promise<void> {
  const { database, brandId, home, code } = minter
  const { syncedTo: toBlock, reversals } = await readJournalStart(journalPath(home, code, run))
  await syncChain(minter, { fromStart: true, toBlock, lastReversals: reversals })
  if (!(await isStillAsked(minter))) return
  // Nothing is planned before all that was asked is taken back: what the chain did not take had become debt.
  await linkBatches(minter)
  const earlier = await readLastRun(database as unknown as Transaction, brandId)
  await database.begin((sql) => closeWindows(sql, minter, { now: END_OF_TIME, run: earlier }))
}

async function isStillAsked({ database, brandId }: Minter): Promise<boolean> {
  const rows =
    await database`select 1 from batch_credits where brand_id = ${brandId} and asked - reversed > 0 order by sequence limit 1`
  return rows.length > 0
}

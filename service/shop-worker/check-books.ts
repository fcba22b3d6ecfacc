import { checkNotBehind } from '../import/finish-run.ts'
import { ImportError } from '../import/import-error.ts'
import type { Minter } from '../import/minter.ts'
import { listJournals } from '../import/plan-journal.ts'

/**
 * Refuses books that are older than the chain or than the journals beside them: a restored backup. Booking anything on them
 * would give numbers away that are taken.
 */
export async function checkBooks(minter: Minter): Promise<void> {
  await checkNotBehind(minter)
  const { database, brandId, code, home } = minter
  const [row] = await database`
    select coalesce(max(number), 0)::int as run from import_runs where brand_id = ${brandId}`
  const known = row?.['run'] as number
  const last = (await listJournals(home, code)).at(-1) ?? 0
  if (last <= known) return
  throw new ImportError(
    'JournalAhead',
    `The database knows of ${known} runs of ${code}, but ${home}/receipts/${code}/runs has ${last} of them: the database is older. ` +
      `Nothing is booked or minted. Run \`points recover --brand ${code}\`.`,
  )
}

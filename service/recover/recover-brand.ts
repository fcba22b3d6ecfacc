import { getBrand } from '../../chain/actions/getBrand.ts'
import { withBrandLock } from '../database/brand-lock.ts'
import { checkSequence } from '../import/finish-run.ts'
import { linkBatches } from '../import/link-batches.ts'
import type { Minter } from '../import/minter.ts'
import { listJournals } from '../import/plan-journal.ts'
import { reopenRemoved } from '../import/reopen-removed.ts'
import { syncChain } from '../import/sync-chain.ts'
import { replayErasures } from '../people/replay-erasures.ts'
import { linkFromArchive } from './link-from-archive.ts'
import { catchUpTo } from './catch-up-to.ts'
import { replayRun } from './replay-run.ts'

export type Recovery = {
  /** Batches the chain has minted. */
  batchesOnChain: number
  /** Import runs written again from their journals. */
  runsReplayed: number
  /** Batches that the database learnt of again. */
  batchesLinked: number
  /** People whose erasing the database had forgotten. */
  erasedAgain: number
  reversals: number
  paymentRefunds: number
  /** Imports that are planned and still to be finished: import their file again. */
  unfinishedRuns: number
}

/**
 * Brings a database that is older than the chain back in line: import runs from their journals, batches from the logs
 * and the receipt archive, reversals and refunds of payments from the logs. Sends nothing, and may be run at any time.
 */
export async function recoverBrand(minter: Minter): Promise<Recovery> {
  return withBrandLock(minter.database, { brandId: minter.brandId, code: minter.code }, async () => {
    // First, so that what is written again finds its rows under the names they have now.
    const erasedAgain = await replayErasures(minter)
    await reopenRemoved(minter)
    const runsReplayed = await replayMissingRuns(minter)
    const batchesLinked = await linkBatches(minter, { link: linkFromArchive })
    await syncChain(minter, { fromStart: true })
    await checkSequence(minter)
    return { runsReplayed, batchesLinked, erasedAgain, ...(await readState(minter)) }
  })
}

async function replayMissingRuns(minter: Minter): Promise<number> {
  const [row] = await minter.database`
    select coalesce(max(number), 0)::int as run from import_runs where brand_id = ${minter.brandId}`
  const known = row?.['run'] as number
  const missing = (await listJournals(minter.home, minter.code)).filter((run) => run > known)
  let replayed = 0
  for (const run of missing) {
    await catchUpTo(minter, run)
    if (await replayRun(minter, run)) replayed += 1
  }
  return replayed
}

async function readState({ client, database, brandId }: Minter) {
  const { lastSequence } = await getBrand(client, { brandId })
  const [row] = await database`
    select
      (select count(*) from batch_credits where brand_id = ${brandId} and reversed > 0)::int as reversals,
      (select count(*) from payment_refunds where brand_id = ${brandId})::int as refunds,
      (select count(*) from import_runs where brand_id = ${brandId} and status = 'planned')::int as unfinished`
  return {
    batchesOnChain: Number(lastSequence),
    reversals: row?.['reversals'] as number,
    paymentRefunds: row?.['refunds'] as number,
    unfinishedRuns: row?.['unfinished'] as number,
  }
}

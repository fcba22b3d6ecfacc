import type { Transaction } from '../database/open-database.ts'
import { type JournalEntry, type PlanJournal, readJournal } from './plan-journal.ts'
import { readSyncedTo } from './sync-chain.ts'
import type { BookedReversal } from './book-receipt.ts'
import { DEPTH } from './reopen-removed.ts'

/** A reversal as the books had it when a run was planned. */
export type KnownReversal = Pick<
  BookedReversal,
  'sequence' | 'member' | 'total' | 'short' | 'blockNumber' | 'blockHash'
>

export type JournalStart = {
  /** Last block whose events the rows take into account. */
  syncedTo: bigint
  /**
   * Reversals of the blocks the chain could still replace then: by now they may stand elsewhere. Undefined in journals from before
   * these were kept.
   */
  reversals: readonly KnownReversal[] | undefined
}

/** The first entries of a journal: what its rows know of the chain. */
export async function writeJournalStart(sql: Transaction, brandId: number, journal: PlanJournal): Promise<void> {
  const syncedTo = await readSyncedTo(sql, brandId)
  journal.writeSyncedTo(syncedTo)
  const [row] = await sql`
    select coalesce(json_agg(json_build_object('sequence', sequence::text, 'member', address, 'total', total::text, 'short', short::text,
      'blockNumber', block_number::text, 'blockHash', block_hash) order by block_number, sequence, address, total), '[]')::text as rows
    from reversal_events where brand_id = ${brandId} and block_number > ${syncedTo - DEPTH}`
  journal.writeReversals(row?.['rows'] as string)
}

export async function readJournalStart(path: string): Promise<JournalStart> {
  const start: JournalEntry[] = []
  for await (const entry of readJournal(path)) if (start.push(entry) === 2) break
  const [first, second] = start
  if (first?.kind !== 'syncedTo') throw new Error(`${path} does not begin with the block its rows were planned at.`)
  const rows = second?.kind === 'reversals' ? (second.rows as Record<keyof KnownReversal, string>[]) : undefined
  return { syncedTo: BigInt(first.rows as string), reversals: rows?.map(reversalOf) }
}

function reversalOf({ sequence, member, total, short, blockNumber, blockHash }: Record<keyof KnownReversal, string>) {
  const amounts = { total: BigInt(total), short: BigInt(short) }
  return { sequence: BigInt(sequence), member, ...amounts, blockNumber: BigInt(blockNumber), blockHash }
}

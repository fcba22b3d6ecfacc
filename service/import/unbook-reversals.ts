import type { Transaction } from '../database/open-database.ts'
import { bookShort } from './book-short.ts'

/** A reversal of the chain that these books took in; where it stands may change, what it is does not. */
export type ReversalPlace = { sequence: bigint; address: string; total: bigint; blockHash: string }

type Removed = { sequence: bigint; address: string; total: bigint; short: bigint; block_hash: string }

/**
 * Takes reversals out that the chain does not have any more, and what became debt with them. What was asked for stays asked for. A
 * reversal names when its batch was minted: in other blocks that may be another time, so it may have to be signed anew.
 */
export async function unbookReversals(
  sql: Transaction,
  brandId: number,
  places: readonly ReversalPlace[],
): Promise<void> {
  if (places.length === 0) return
  const keys = places.map(({ sequence, address, total }) => ({ sequence: `${sequence}`, address, total: `${total}` }))
  const removed = await sql<Removed[]>`
    delete from reversal_events e
    using json_to_recordset(${JSON.stringify(keys)}::text::json) as r(sequence bigint, address text, total bigint)
    where e.brand_id = ${brandId} and e.sequence = r.sequence and e.address = r.address and e.total = r.total
    returning e.sequence, e.address, e.total, e.short, e.block_hash`
  for (const { sequence, address, total, short, block_hash: blockHash } of removed) {
    if (short > 0n) {
      const source = `removed:${sequence}:${total}:${blockHash}`
      await bookShort(sql, { brandId, sequence, address, short: -short, source })
    }
    await sql`
      update batch_credits set short = short - ${short}, reversed = coalesce((
        select max(total) from reversal_events
        where brand_id = ${brandId} and sequence = ${sequence} and address = ${address}), 0)
      where brand_id = ${brandId} and sequence = ${sequence} and address = ${address}`
  }
}

/** Where something is to be taken back once more, the last run sees to it, and is not done before. */
export async function reopenLastRun(sql: Transaction, brandId: number): Promise<void> {
  await sql`
    update import_runs set status = 'planned'
    where brand_id = ${brandId} and number = (select max(number) from import_runs where brand_id = ${brandId})
      and exists (select 1 from batch_credits where brand_id = ${brandId} and asked - reversed > 0)`
}

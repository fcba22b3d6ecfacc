import type { TransactionReceipt } from 'viem'
import { hubEventsOf, tokenEventsOf } from '../../chain/events/events-of.ts'
import type { Transaction } from '../database/open-database.ts'
import type { OpenTransaction } from '../queue/transaction-row.ts'
import { bookOutsideReversal } from './book-outside-reversal.ts'
import { bookRefund } from './book-refund.ts'
import { bookShort } from './book-short.ts'

/** Books what a transaction of ours did on chain. */
export async function bookReceipt(
  sql: Transaction,
  brandId: number,
  stored: OpenTransaction,
  receipt: TransactionReceipt,
): Promise<void> {
  for (const { args } of tokenEventsOf([receipt], 'BatchMinted')) {
    if (args.brandId === brandId) await bookBatch(sql, args)
  }
  const { blockNumber, blockHash } = receipt
  for (const { args } of tokenEventsOf([receipt], 'Reversed')) {
    if (args.brandId === brandId) await bookReversal(sql, { ...args, run: stored.run, blockNumber, blockHash })
  }
  for (const { args } of hubEventsOf([receipt], 'PaymentRefunded')) {
    if (args.brandId === brandId) await bookRefund(sql, brandId, args)
  }
}

export type MintedBatch = {
  brandId: number
  sequence: bigint
  purchasesRoot: string
  mintedAt: bigint
  epoch: number
  life: number
}

/** Marks a batch as minted. A batch with another root is not ours: nothing is marked, and the sequence check will stop. */
export async function bookBatch(
  sql: Transaction,
  { brandId, sequence, purchasesRoot, mintedAt, epoch, life }: MintedBatch,
): Promise<boolean> {
  const updated = await sql`
    update batches set minted_at = ${mintedAt}, epoch = ${epoch}, life = ${life}
    where brand_id = ${brandId} and sequence = ${sequence} and root = ${purchasesRoot.toLowerCase()}`
  return updated.count === 1
}

export type BookedReversal = {
  brandId: number
  sequence: bigint
  member: string
  short: bigint
  total: bigint
  run: number
  blockNumber: bigint
  blockHash: string
}

/**
 * Books one reversal; what was not there any more becomes the member's debt. Booking it again changes nothing. A total
 * above what these books asked for was asked by hand: it comes off the newest orders of the credit.
 */
export async function bookReversal(sql: Transaction, reversal: BookedReversal): Promise<void> {
  const { brandId, sequence, member, short, total, run, blockNumber, blockHash } = reversal
  const address = member.toLowerCase()
  const [credit] = await sql`
    select asked from batch_credits
    where brand_id = ${brandId} and sequence = ${sequence} and address = ${address} and reversed < ${total} for update`
  if (!credit) return
  const source = `reversed:${sequence}:${total}:${blockHash}`
  const asked = credit['asked'] as bigint
  if (total > asked) await bookOutsideReversal(sql, { brandId, sequence, address, points: total - asked, source })
  await sql`
    insert into reversal_events (brand_id, sequence, address, total, short, block_number, block_hash)
    values (${brandId}, ${sequence}, ${address}, ${total}, ${short}, ${blockNumber}, ${blockHash})
    on conflict (brand_id, sequence, address, total) do update
    set short = excluded.short, block_number = excluded.block_number, block_hash = excluded.block_hash`
  await sql`
    update batch_credits set reversed = ${total}, asked = greatest(asked, ${total}), short = short + ${short}
    where brand_id = ${brandId} and sequence = ${sequence} and address = ${address}`
  if (short === 0n) return
  await bookShort(sql, { brandId, sequence, address, short, source })
  await sql`update import_runs set short = short + ${short} where brand_id = ${brandId} and number = ${run}`
}

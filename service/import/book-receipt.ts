import type { TransactionReceipt } from 'viem'
import { tokenEventsOf } from '../../chain/events/events-of.ts'
import type { Transaction } from '../database/open-database.ts'
import type { OpenTransaction } from '../queue/transaction-row.ts'

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
  for (const { args } of tokenEventsOf([receipt], 'Reversed')) {
    if (args.brandId === brandId) await bookReversal(sql, { ...args, run: stored.run })
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
}

/**
 * Books one reversal; what was not there any more becomes the member's debt. Booking it again changes nothing. A total
 * above what these books asked for was asked by hand: it comes off the newest orders of the credit.
 */
export async function bookReversal(sql: Transaction, reversal: BookedReversal): Promise<void> {
  const { brandId, sequence, member, short, total, run } = reversal
  const address = member.toLowerCase()
  const [credit] = await sql`
    select asked from batch_credits
    where brand_id = ${brandId} and sequence = ${sequence} and address = ${address} and reversed < ${total} for update`
  if (!credit) return
  const asked = credit['asked'] as bigint
  if (total > asked) await bookOutsideReversal(sql, { brandId, sequence, address, points: total - asked })
  await sql`
    update batch_credits set reversed = ${total}, asked = greatest(asked, ${total}), short = short + ${short}
    where brand_id = ${brandId} and sequence = ${sequence} and address = ${address}`
  if (short === 0n) return
  await bookShort(sql, { brandId, sequence, address, short })
  await sql`update import_runs set short = short + ${short} where brand_id = ${brandId} and number = ${run}`
}

type Outside = { brandId: number; sequence: bigint; address: string; points: bigint }

async function bookOutsideReversal(sql: Transaction, { brandId, sequence, address, points }: Outside): Promise<void> {
  const rows = await sql`
    select c.order_number, o.member, c.points - c.reversed as left from order_credits c
    join orders o on o.brand_id = c.brand_id and o.number = c.order_number
    where c.brand_id = ${brandId} and c.sequence = ${sequence} and c.address = ${address}
    order by c.order_number desc`
  let rest = points
  for (const row of rows) {
    const left = row['left'] as bigint
    const taken = rest < left ? rest : left
    if (taken === 0n) continue
    rest -= taken
    const order = row['order_number'] as number
    await sql`
      update order_credits set reversed = reversed + ${taken}
      where brand_id = ${brandId} and order_number = ${order} and sequence = ${sequence}`
    await sql`update orders set taken = taken + ${taken} where brand_id = ${brandId} and number = ${order}`
    await sql`
      update members set reversed = reversed + ${taken}
      where brand_id = ${brandId} and number = ${row['member'] as number}`
  }
}

type Short = { brandId: number; sequence: bigint; address: string; short: bigint }

/** What could not be taken back is owed by the members behind the address, newest order first. */
export async function bookShort(sql: Transaction, { brandId, sequence, address, short }: Short): Promise<void> {
  const rows = await sql`
    select o.member, c.reversed from order_credits c
    join orders o on o.brand_id = c.brand_id and o.number = c.order_number
    where c.brand_id = ${brandId} and c.sequence = ${sequence} and c.address = ${address} and c.reversed > 0
    order by c.order_number desc`
  let rest = short
  for (const row of rows) {
    const reversed = row['reversed'] as bigint
    const owed = rest < reversed ? rest : reversed
    rest -= owed
    await sql`
      update members set debt = debt + ${owed}, reversed = reversed - ${owed}
      where brand_id = ${brandId} and number = ${row['member'] as number} and ${owed}::bigint > 0`
  }
}

import { BlockNotFoundError, type Hex } from 'viem'
import { getBlock } from 'viem/actions'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { asChainError } from '../../chain/errors/as-chain-error.ts'
import { lockBooks } from '../database/books-lock.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import { bookShort } from './book-short.ts'
import type { Minter } from './minter.ts'

/** Blocks that a chain may still replace. */
const DEPTH = 64n

/**
 * Opens again what a reorganisation of the chain removed: the same bytes go out again, and what they did is booked anew.
 * Tells how many transactions.
 */
export async function reopenRemoved(minter: Minter): Promise<number> {
  const { block: head } = await getChainTime(minter.client)
  if ((await firstRemoved(minter.database, minter, head)) === undefined) return 0
  return minter.database.begin(async (sql) => {
    await lockBooks(sql, minter.brandId)
    // Another process may have booked it anew meanwhile.
    const removedFrom = await firstRemoved(sql, minter, head)
    if (removedFrom === undefined) return 0
    await unbookReversals(sql, minter, removedFrom)
    return reopenFrom(sql, minter, removedFrom)
  })
}

/** The lowest block with a transaction of ours that the chain no longer has. A block that stands vouches for all before it. */
async function firstRemoved(sql: Database | Transaction, minter: Minter, head: bigint): Promise<bigint | undefined> {
  const { key } = minter
  const blocks = await sql`
    select distinct block_number, block_hash from transactions
    where chain_id = ${key.chainId} and sender = ${key.sender} and status in ('confirmed', 'reverted')
      and block_number > ${head - DEPTH} and block_hash is not null
    order by block_number desc`
  let removed: bigint | undefined
  for (const { block_number: number, block_hash: hash } of blocks) {
    if ((await hashOf(minter, number as bigint)) === hash) break
    removed = number as bigint
  }
  return removed
}

async function hashOf({ client }: Minter, blockNumber: bigint): Promise<Hex | undefined> {
  try {
    return (await getBlock(client, { blockNumber })).hash
  } catch (error) {
    if (error instanceof BlockNotFoundError) return undefined
    throw asChainError(error, { doing: 'read a block' })
  }
}

async function reopenFrom(sql: Transaction, { key, brandId }: Minter, block: bigint): Promise<number> {
  const rows = await sql`
    update transactions set status = 'signed', block_number = null, block_hash = null, gas_used = null, fee = null,
      closed_at = null
    where chain_id = ${key.chainId} and sender = ${key.sender} and status in ('confirmed', 'reverted')
      and block_number >= ${block}
    returning run, kind, sequence`
  for (const { run, kind, sequence } of rows) {
    await sql`update import_runs set status = 'planned' where brand_id = ${brandId} and number = ${run as number}`
    if (kind !== 'batch') continue
    await sql`
      update batches set minted_at = null, epoch = null, life = null
      where brand_id = ${brandId} and sequence = ${sequence as bigint}`
  }
  return rows.length
}

/** A reversal names when its batch was minted: in other blocks that may be another time, so it may have to be signed anew. */
async function unbookReversals(sql: Transaction, { brandId }: Minter, block: bigint): Promise<void> {
  const removed = await sql`
    delete from reversal_events where brand_id = ${brandId} and block_number >= ${block}
    returning sequence, address, total, short, block_hash`
  for (const row of removed) {
    const { sequence, address, total, short } = row as unknown as RemovedReversal
    if (short > 0n) {
      const source = `removed:${sequence}:${total}:${row['block_hash'] as string}`
      await bookShort(sql, { brandId, sequence, address, short: -short, source })
    }
    await sql`
      update batch_credits set short = short - ${short}, reversed = coalesce((
        select max(total) from reversal_events
        where brand_id = ${brandId} and sequence = ${sequence} and address = ${address}), 0)
      where brand_id = ${brandId} and sequence = ${sequence} and address = ${address}`
  }
}

type RemovedReversal = { sequence: bigint; address: string; total: bigint; short: bigint }

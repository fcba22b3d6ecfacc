import { BlockNotFoundError, type Hex } from 'viem'
import { getBlock } from 'viem/actions'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { asChainError } from '../../chain/errors/as-chain-error.ts'
import { lockBooks } from '../database/books-lock.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import type { Minter } from './minter.ts'
import { reopenLastRun, type ReversalPlace, unbookReversals } from './unbook-reversals.ts'

/** Blocks that a chain may still replace. */
export const DEPTH = 64n

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
    const reversals = await reversalsFrom(sql, minter.brandId, removedFrom)
    await unbookReversals(sql, minter.brandId, reversals)
    if (reversals.length > 0) await reopenLastRun(sql, minter.brandId)
    return reopenFrom(sql, minter, removedFrom)
  })
}

/**
 * The lowest block with a transaction of ours, or a reversal that is in our books, that the chain no longer has: what books that are
 * lost had sent is in these as what it did alone. A block that stands vouches for all before it.
 */
async function firstRemoved(sql: Database | Transaction, minter: Minter, head: bigint): Promise<bigint | undefined> {
  const { key, brandId } = minter
  const blocks = await sql`
    select block_number, array_agg(distinct block_hash) as hashes from (
      select block_number, block_hash from transactions
      where chain_id = ${key.chainId} and sender = ${key.sender} and status in ('confirmed', 'reverted')
        and block_number > ${head - DEPTH} and block_hash is not null
      union
      select block_number, block_hash from reversal_events
      where brand_id = ${brandId} and block_number > ${head - DEPTH}) as known
    group by block_number order by block_number desc`
  let removed: bigint | undefined
  for (const { block_number: number, hashes } of blocks) {
    const hash = await hashOf(minter, number as bigint)
    if ((hashes as string[]).every((each) => each === hash)) break
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

async function reversalsFrom(sql: Transaction, brandId: number, block: bigint): Promise<ReversalPlace[]> {
  const rows = await sql<ReversalPlace[]>`
    select sequence, address, total, block_hash as "blockHash" from reversal_events
    where brand_id = ${brandId} and block_number >= ${block}`
  return [...rows]
}

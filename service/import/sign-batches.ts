import type { Address, Hex } from 'viem'
import { mintBatch } from '../../chain/actions/mintBatch.ts'
import type { ContractCall } from '../../chain/call.ts'
import type { Transaction } from '../database/open-database.ts'
import { readFees, readTransactionCount, signCall } from '../queue/sign-call.ts'
import { readNextNonce, storeTransaction } from '../queue/transaction-row.ts'
import type { Minter } from './minter.ts'

const GAS_PER_BATCH = 400_000n
const GAS_PER_CREDIT = 31_000n

export const gasOfBatch = (credits: number): bigint => GAS_PER_BATCH + GAS_PER_CREDIT * BigInt(credits)

type BatchRow = { sequence: bigint; run: number; root: Hex; return_window: number }

/** Batches that are not minted and have no transaction under way. */
export async function readUnsignedBatches(sql: Transaction, { brandId }: Minter): Promise<BatchRow[]> {
  const rows = await sql`
    select sequence, run, root, return_window from batches b
    where brand_id = ${brandId} and minted_at is null and not exists (
      select 1 from transactions t
      where t.brand_id = b.brand_id and t.kind = 'batch' and t.sequence = b.sequence and t.status = 'signed')
    order by sequence`
  return rows as unknown as BatchRow[]
}

/** Signs every batch that still has to be minted, at consecutive nonces, and stores the bytes before any of them is sent. */
export async function signBatches(sql: Transaction, minter: Minter): Promise<number> {
  const { client, account, key } = minter
  const batches = await readUnsignedBatches(sql, minter)
  if (batches.length === 0) return 0
  const fees = await readFees(client)
  const pending = await readTransactionCount(client, { address: account.address, blockTag: 'pending' })
  let nonce = await readNextNonce(sql, key, pending)
  for (const batch of batches) {
    const { call, size } = await batchCall(sql, minter, batch)
    const signed = await signCall(account, { call, chainId: key.chainId, nonce, gas: gasOfBatch(size), fees })
    const { sequence, run } = batch
    await storeTransaction(sql, key, {
      ...signed,
      nonce,
      attempt: await nextAttempt(sql, minter, nonce),
      kind: 'batch',
      sequence,
      run,
    })
    nonce += 1n
  }
  return batches.length
}

async function nextAttempt(sql: Transaction, { key }: Minter, nonce: bigint): Promise<number> {
  const [row] = await sql`
    select coalesce(max(attempt) + 1, 0)::int as next from transactions
    where chain_id = ${key.chainId} and sender = ${key.sender} and nonce = ${nonce}`
  return (row?.['next'] ?? 0) as number
}

/** The call that mints a stored batch. */
export async function batchCall(
  sql: Transaction,
  minter: Minter,
  batch: BatchRow,
): Promise<{ call: ContractCall; size: number }> {
  const { brandId, client } = minter
  const rows = await sql`
    select address, points from batch_credits
    where brand_id = ${brandId} and sequence = ${batch.sequence} order by position`
  const credits = rows.map((row) => ({ member: row['address'] as Address, points: row['points'] as bigint }))
  const { sequence, root: purchasesRoot, return_window: returnWindow } = batch
  const call = await mintBatch(client, { brandId, sequence, credits, purchasesRoot, returnWindow })
  return { call, size: credits.length }
}

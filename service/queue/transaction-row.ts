import type { Hex } from 'viem'
import type { Transaction } from '../database/open-database.ts'

export type TransactionKind = 'batch' | 'reversal' | 'refund' | 'intents' | 'deployment' | 'operation'

/** A transaction as it was stored before it was sent. */
export type StoredTransaction = {
  nonce: bigint
  attempt: number
  hash: Hex
  signed: Hex
  kind: TransactionKind
  sequence: bigint | null
  run: number
}

/** The sender's queue; `brandId` is of the minters, null for a key that serves no brand. */
export type QueueKey = { chainId: number; sender: string; brandId: number | null }

/** What of a stored transaction is needed to follow it; the bytes are read when they are sent. */
export type OpenTransaction = Omit<StoredTransaction, 'signed'>

/** Everything signed and not yet known to be in a block, in the order it must land. */
export async function readOpenTransactions(
  sql: Transaction,
  { chainId, sender }: QueueKey,
): Promise<OpenTransaction[]> {
  const rows = await sql`
    select nonce, attempt, hash, kind, sequence, run from transactions
    where chain_id = ${chainId} and sender = ${sender} and status = 'signed' order by nonce, attempt`
  return rows as unknown as OpenTransaction[]
}

/** The bytes of a stored transaction, as they were signed. */
export async function readSigned(sql: Transaction, hash: Hex): Promise<Hex> {
  const [row] = await sql`select signed from transactions where hash = ${hash}`
  if (!row) throw new Error(`The transaction ${hash} is not stored.`)
  return row['signed'] as Hex
}

/**
 * First nonce that neither the chain nor the queue has used. What was in a block counts, too: while a reorganisation takes
 * it out, the chain counts less, and what was signed for that nonce goes out again.
 */
export async function readNextNonce(
  sql: Transaction,
  { chainId, sender }: QueueKey,
  chainCount: number,
): Promise<bigint> {
  const [row] = await sql`
    select coalesce(max(nonce) + 1, 0)::bigint as next from transactions
    where chain_id = ${chainId} and sender = ${sender} and status <> 'replaced'`
  const next = (row?.['next'] ?? 0n) as bigint
  return next > BigInt(chainCount) ? next : BigInt(chainCount)
}

export async function storeTransaction(sql: Transaction, key: QueueKey, stored: StoredTransaction): Promise<void> {
  const { nonce, attempt, hash, signed, kind, sequence, run } = stored
  await sql`
    insert into transactions (chain_id, sender, nonce, attempt, hash, signed, brand_id, run, kind, sequence,
      status)
    values (${key.chainId}, ${key.sender}, ${nonce}, ${attempt}, ${hash}, ${signed}, ${key.brandId}, ${run}, ${kind},
      ${sequence}, 'signed')`
}

import type { Address, Hex } from 'viem'
import type { RunReversals } from '../../chain/actions/findCreditRun.ts'
import { reverseCredits } from '../../chain/actions/reverseCredits.ts'
import type { ContractCall } from '../../chain/call.ts'
import { encodeCredit, hashOfRun, RUN_LENGTH, runsOf } from '../../chain/codec/credits.ts'
import { lockBooks } from '../database/books-lock.ts'
import type { Transaction } from '../database/open-database.ts'
import { readFees, readTransactionCount, signCall } from '../queue/sign-call.ts'
import { readNextNonce, readOpenTransactions, storeTransaction } from '../queue/transaction-row.ts'
import { bookShort } from './book-short.ts'
import type { Minter } from './minter.ts'

/** Reversals in one transaction; each costs about 60,000 gas, and a run about as much again. */
const REVERSALS_PER_CALL = 100
const RUNS_PER_CALL = 60
const GAS_PER_CALL = 300_000n
const GAS_PER_RUN = 60_000n
const GAS_PER_REVERSAL = 95_000n

type Pending = { sequence: bigint; position: number; asked: bigint }

export type ReversalCall = { call: ContractCall; gas: bigint }

/** Credits with more to take back than the chain knows of, as calls of a bounded size. */
export async function reversalCalls(sql: Transaction, minter: Minter): Promise<ReversalCall[]> {
  const { brandId, client } = minter
  const rows = await sql`
    select sequence, position, asked from batch_credits
    where brand_id = ${brandId} and asked - reversed > 0 order by sequence, position`
  const pending = rows as unknown as Pending[]
  const batches = new Map<bigint, Batch>()
  for (const { sequence } of pending)
    if (!batches.has(sequence)) batches.set(sequence, await readBatch(sql, minter, sequence))

  const calls: ReversalCall[] = []
  for (const group of groupsOf(pending)) {
    const items = group.map((each) => runReversals(batches, each))
    const count = group.reduce((sum, each) => sum + each.length, 0)
    const gas = GAS_PER_CALL + GAS_PER_RUN * BigInt(group.length) + GAS_PER_REVERSAL * BigInt(count)
    calls.push({ call: await reverseCredits(client, { brandId, items }), gas })
  }
  return calls
}

/** Cuts into runs of 32 credits, and these into calls. */
function groupsOf(pending: Pending[]): Pending[][][] {
  const runs = new Map<string, Pending[]>()
  for (const each of pending) {
    const key = `${each.sequence}:${Math.floor(each.position / RUN_LENGTH)}`
    runs.set(key, [...(runs.get(key) ?? []), each])
  }
  const groups: Pending[][][] = []
  let group: Pending[][] = []
  let count = 0
  for (const run of runs.values()) {
    if (group.length > 0 && (count + run.length > REVERSALS_PER_CALL || group.length === RUNS_PER_CALL)) {
      groups.push(group)
      group = []
      count = 0
    }
    group.push(run)
    count += run.length
  }
  return group.length > 0 ? [...groups, group] : groups
}

type Batch = Omit<RunReversals['run'], 'index' | 'credits'> & { runs: Hex[][] }

/** A batch as its minting left it; hashed once, however many of its runs are reversed. */
async function readBatch(sql: Transaction, { brandId }: Minter, sequence: bigint): Promise<Batch> {
  const [batch] = await sql`
    select minted_at, epoch, life, return_window from batches where brand_id = ${brandId} and sequence = ${sequence}`
  const rows = await sql`
    select address, points from batch_credits where brand_id = ${brandId} and sequence = ${sequence} order by position`
  const words = rows.map((row) => encodeCredit({ member: row['address'] as Address, points: row['points'] as bigint }))
  const runs = runsOf(words)
  return {
    sequence,
    mintedAt: Number(batch?.['minted_at']),
    epoch: batch?.['epoch'] as number,
    life: batch?.['life'] as number,
    returnWindow: batch?.['return_window'] as number,
    runHashes: runs.map(hashOfRun),
    runs,
  }
}

function runReversals(batches: Map<bigint, Batch>, pending: Pending[]): RunReversals {
  const [first] = pending
  const found = first && batches.get(first.sequence)
  if (!found) throw new Error('A run of reversals belongs to a batch that was read.')
  const { runs, ...batch } = found
  const index = Math.floor(first.position / RUN_LENGTH)
  return {
    run: { ...batch, index: BigInt(index), credits: runs[index] ?? [] },
    reversals: pending.map(({ position, asked }) => ({ position: BigInt(position % RUN_LENGTH), total: asked })),
  }
}

/**
 * Signs all pending reversals at consecutive nonces and stores the bytes; returns how many transactions. None where something is
 * under way: it may be these.
 */
export async function signReversals(sql: Transaction, minter: Minter, run: number): Promise<number> {
  const { client, account, key } = minter
  await lockBooks(sql, minter.brandId)
  if ((await readOpenTransactions(sql, key)).length > 0) return 0
  const calls = await reversalCalls(sql, minter)
  if (calls.length === 0) return 0
  const fees = await readFees(client)
  const pending = await readTransactionCount(client, { address: account.address, blockTag: 'pending' })
  let nonce = await readNextNonce(sql, key, pending)
  for (const { call, gas } of calls) {
    const signed = await signCall(account, { call, chainId: key.chainId, nonce, gas, fees })
    await storeTransaction(sql, key, { ...signed, nonce, attempt: 0, kind: 'reversal', sequence: null, run })
    nonce += 1n
  }
  return calls.length
}

type Closed = { sequence: bigint; address: string; asked: bigint; rest: bigint }

/** Where a return window closes before the chain can take it back, the rest is debt. */
export async function closeWindows(
  sql: Transaction,
  { brandId }: Minter,
  { now, run }: { now: bigint; run: number },
): Promise<void> {
  await lockBooks(sql, brandId)
  const rows = await sql`
    select c.sequence, c.address, c.asked, c.asked - c.reversed as rest from batch_credits c
    join batches b on b.brand_id = c.brand_id and b.sequence = c.sequence
    where c.brand_id = ${brandId} and c.asked - c.reversed > 0 and b.minted_at + b.return_window <= ${now}`
  for (const row of rows) {
    const { sequence, address, asked, rest } = row as unknown as Closed
    await bookShort(sql, { brandId, sequence, address, short: rest, source: `closed:${sequence}:${asked}` })
    await sql`
      update batch_credits set asked = reversed
      where brand_id = ${brandId} and sequence = ${sequence} and address = ${address}`
    await sql`update import_runs set short = short + ${rest} where brand_id = ${brandId} and number = ${run}`
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { type Hex, type LocalAccount, type TransactionReceipt, TransactionReceiptNotFoundError } from 'viem'
import { getTransactionReceipt } from 'viem/actions'
import type { ReadClient } from '../../chain/client.ts'
import { ChainError } from '../../chain/errors/chain-error.ts'
import { lockBooks } from '../database/books-lock.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import { broadcast, isUnreachable } from './broadcast.ts'
import { bumpStuck } from './bump-stuck.ts'
import { fillGap } from './fill-gap.ts'
import { readTransactionCount } from './sign-call.ts'
import { type OpenTransaction, type QueueKey, readOpenTransactions, readSigned } from './transaction-row.ts'

export type QueueOptions = {
  database: Database
  client: ReadClient
  account: LocalAccount
  key: QueueKey
  /** Books what a transaction did, in the same database transaction that closes it. */
  book: (sql: Transaction, stored: OpenTransaction, receipt: TransactionReceipt) => Promise<void>
  /** Told at every point a crash must not matter. */
  checkpoint?: ((point: string) => Promise<void> | void) | undefined
  /** The same where it reverted, or where its nonce was used by somebody else. */
  bookLost?: ((sql: Transaction, stored: OpenTransaction) => Promise<void>) | undefined
  onConfirmed?: ((stored: OpenTransaction) => void) | undefined
}

/** Sent and not yet in a block at any time. */
const IN_FLIGHT = 16
const POLL_MS = 100
const RESEND_MS = 5_000
const UNREACHABLE_MS = 60_000

/** How long a receipt may lag behind the count of transactions before the nonce counts as used by somebody else. */
const RECEIPT_LAG_MS = 15_000

/** What one process remembers of a queue between two rounds. */
export type Progress = {
  sentAt: Map<Hex, number>
  missingSince: Map<bigint, number>
  unreachableSince: number | undefined
  mined: number
  minedAt: number
}

/**
 * Sends what is stored, in the order of nonces, until all of it is in blocks. Sends the same bytes again as long as their
 * nonce is free, so a crash, a lost answer or a dropped transaction changes nothing.
 */
export async function drainQueue(options: QueueOptions): Promise<void> {
  const progress = newProgress()
  for (;;) {
    const round = await advanceQueue(options, progress)
    if (round === 'empty') return
    if (round === 'waiting') await sleep(POLL_MS)
  }
}

export const newProgress = (): Progress => ({
  sentAt: new Map(),
  missingSince: new Map(),
  unreachableSince: undefined,
  mined: -1,
  minedAt: Date.now(),
})

/** One round: books what is in blocks, else sends what is due. For those who keep a queue going beside other work. */
export async function advanceQueue(options: QueueOptions, progress: Progress): Promise<'empty' | 'booked' | 'waiting'> {
  const open = await readOpenTransactions(options.database as unknown as Transaction, options.key)
  if (open.length === 0) return 'empty'
  const mined = await reachable(options, progress, () => minedCount(options))
  if (mined === undefined) return 'waiting'
  if (mined !== progress.mined) Object.assign(progress, { mined, minedAt: Date.now() })
  const closed = await reachable(options, progress, () => closeMined(options, open, progress))
  if (closed) return 'booked'
  if (await reachable(options, progress, () => fillGapBefore(options, open[0], mined))) return 'waiting'
  await sendNext(options, open, progress)
  if (Date.now() - progress.minedAt > RESEND_MS) await bumpIfStuck(options, progress)
  return 'waiting'
}

function minedCount({ client, key }: QueueOptions): Promise<number> {
  return readTransactionCount(client, { address: key.sender as Hex, blockTag: 'latest' })
}

async function fillGapBefore(
  options: QueueOptions,
  first: OpenTransaction | undefined,
  mined: number,
): Promise<number> {
  return first ? fillGap(options, { mined, first }) : 0
}

/** Runs a read; while no chain answers it gives undefined, and throws after a minute of that. */
async function reachable<T>(
  _options: QueueOptions,
  progress: Progress,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    const result = await read()
    progress.unreachableSince = undefined
    return result
  } catch (error) {
    const gone = isUnreachable(error) || (error instanceof ChainError && error.code === 'ChainUnreachable')
    if (!gone) throw error
    progress.unreachableSince ??= Date.now()
    if (Date.now() - progress.unreachableSince > UNREACHABLE_MS) throw error
    return undefined
  }
}

async function sendNext(options: QueueOptions, open: OpenTransaction[], progress: Progress): Promise<void> {
  const { client, checkpoint, database } = options
  for (const { hash, nonce } of lastAttempts(open).slice(0, IN_FLIGHT)) {
    const sentAt = progress.sentAt.get(hash)
    if (sentAt !== undefined && Date.now() - sentAt < RESEND_MS) continue
    await checkpoint?.('before-send')
    const signed = await readSigned(database as unknown as Transaction, hash)
    const result = await broadcast(client, signed)
    if (result === 'unreachable') return
    if (result === 'too-cheap') {
      // Later ones wait until they are the first.
      if (nonce === open[0]?.nonce) await offerMore(options)
      return
    }
    progress.sentAt.set(hash, Date.now())
    await checkpoint?.('sent')
  }
}

/** Of every nonce what was signed last; earlier attempts went out before it, and one of them may still land. */
function lastAttempts(open: OpenTransaction[]): OpenTransaction[] {
  return open.filter(({ nonce }, i) => nonce !== open[i + 1]?.nonce)
}

async function offerMore(options: QueueOptions): Promise<void> {
  if (await bumpStuck(options)) return
  throw new ChainError('TooCheap', {
    sentence: 'The chain refuses a transaction as too cheap that offers more than the base fee of its latest block.',
    hint: 'Wait until the gas price has settled, then run the same command again.',
  })
}

async function bumpIfStuck(options: QueueOptions, progress: Progress): Promise<void> {
  await bumpStuck(options)
  progress.minedAt = Date.now()
}

/** Books every stored transaction whose nonce is used up by now; tells whether there was one. */
async function closeMined(options: QueueOptions, open: OpenTransaction[], progress: Progress): Promise<boolean> {
  const nonces = [...new Set(open.map((each) => each.nonce))].filter((nonce) => nonce < BigInt(progress.mined))
  let closed = false
  for (const nonce of nonces) {
    const attempts = open.filter((each) => each.nonce === nonce)
    const found = await findReceipt(options.client, attempts)
    if (!found && mayStillAppear(progress, nonce)) break
    await closeNonce(options, { nonce, attempts, found })
    closed = true
  }
  return closed
}

function mayStillAppear({ missingSince }: Progress, nonce: bigint): boolean {
  const since = missingSince.get(nonce) ?? Date.now()
  missingSince.set(nonce, since)
  return Date.now() - since < RECEIPT_LAG_MS
}

type Found = { receipt: TransactionReceipt; stored: OpenTransaction }
type Closing = { nonce: bigint; attempts: OpenTransaction[]; found: Found | undefined }

/**
 * Closes a nonce: by the attempt that landed, or, where none did, by somebody else's use of it. Nothing happens where another
 * process closed it before, and meanwhile nobody who read a brand's books writes them.
 */
async function closeNonce(
  { database, key, book, bookLost, checkpoint, onConfirmed }: QueueOptions,
  { nonce, attempts, found }: Closing,
): Promise<void> {
  await checkpoint?.('before-booking')
  const closed = await database.begin(async (sql) => {
    if (key.brandId !== null) await lockBooks(sql, key.brandId)
    const open = await sql`
      update transactions set status = 'replaced'
      where chain_id = ${key.chainId} and sender = ${key.sender} and nonce = ${nonce} and status = 'signed'`
    if (open.count === 0) return false
    if (!found) {
      if (attempts[0]) await bookLost?.(sql, attempts[0])
      return true
    }
    const { receipt, stored } = found
    const status = receipt.status === 'success' ? 'confirmed' : 'reverted'
    const fee = (receipt.gasUsed * receipt.effectiveGasPrice).toString()
    await sql`
      update transactions set status = ${status}, gas_used = ${receipt.gasUsed}, block_number = ${receipt.blockNumber},
        block_hash = ${receipt.blockHash}, fee = ${fee}, closed_at = now()
      where hash = ${stored.hash}`
    if (status === 'confirmed') await book(sql, stored, receipt)
    else await bookLost?.(sql, stored)
    return true
  })
  if (!closed) return
  await checkpoint?.('booked')
  if (found?.receipt.status === 'success') onConfirmed?.(found.stored)
}

async function findReceipt(client: ReadClient, attempts: OpenTransaction[]): Promise<Found | undefined> {
  for (const stored of attempts) {
    const receipt = await getTransactionReceipt(client, { hash: stored.hash }).catch((error: unknown) => {
      if (error instanceof TransactionReceiptNotFoundError) return undefined
      throw error
    })
    if (receipt) return { receipt, stored }
  }
  return undefined
}

import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { withAccount } from '../../chain/client.ts'
import { simulateCall } from '../../chain/send.ts'
import type { Transaction } from '../database/open-database.ts'
import { bookReceipt } from '../import/book-receipt.ts'
import { checkSequence } from '../import/finish-run.ts'
import { linkBatches } from '../import/link-batches.ts'
import type { Minter } from '../import/minter.ts'
import { batchCall, readUnsignedBatches, signBatches } from '../import/sign-batches.ts'
import { closeWindows, reversalCalls, signReversals } from '../import/sign-reversals.ts'
import { advanceQueue, type Progress, type QueueOptions } from '../queue/signer-queue.ts'
import { archiveBatch } from '../receipts/receipt-archive.ts'
import { tellBooked } from './tell-brand.ts'

/** What a worker remembers of a run between two rounds; nothing is lost with it. */
export type RunMemory = { progress: Progress; archived: Set<bigint> }

export type Advance = 'idle' | 'moved' | 'waiting'

/**
 * Takes the runs that are planned one step further, without waiting for the chain: sends what is signed, books what is in
 * blocks, signs reversals once their batches are minted. Whoever was killed at any point goes on here.
 */
export async function advanceRun(minter: Minter, memory: RunMemory): Promise<Advance> {
  await archiveUnminted(minter, memory)
  const round = await advanceQueue(queueOf(minter), memory.progress)
  if (round !== 'empty') return round === 'booked' ? 'moved' : 'waiting'
  const run = await lastPlanned(minter)
  if (run === undefined) return 'idle'
  if (await mintWhatIsLeft(minter)) return 'moved'
  if (await reverseWhatIsLeft(minter, run)) return 'moved'
  await checkSequence(minter)
  await minter.checkpoint?.('before-done')
  await minter.database`
    update import_runs set status = 'done', ended_at = now()
    where brand_id = ${minter.brandId} and status = 'planned'`
  memory.archived.clear()
  return 'idle'
}

const outside = ({ database }: Minter): Transaction => database as unknown as Transaction

function queueOf({ database, client, account, key, checkpoint, brandId }: Minter): QueueOptions {
  return {
    ...{ database, client, account, key, checkpoint },
    book: async (sql, stored, receipt) => {
      await bookReceipt(sql, brandId, stored, receipt)
      await tellBooked(sql, brandId, stored, receipt)
    },
  }
}

/** Receipts lie on the disk before their batch goes out. */
async function archiveUnminted(minter: Minter, { archived }: RunMemory): Promise<void> {
  const rows = await minter.database`
    select sequence from batches where brand_id = ${minter.brandId} and minted_at is null order by sequence`
  const scope = { home: minter.home, code: minter.code, brandId: minter.brandId, chainId: minter.key.chainId }
  for (const row of rows) {
    const sequence = row['sequence'] as bigint
    if (archived.has(sequence)) continue
    await archiveBatch(outside(minter), scope, sequence)
    archived.add(sequence)
    await minter.checkpoint?.('archived')
  }
}

/** Number of the latest run that is not done. */
export async function lastPlanned({ database, brandId }: Minter): Promise<number | undefined> {
  const [row] = await database`
    select max(number)::int as run from import_runs where brand_id = ${brandId} and status = 'planned'`
  return (row?.['run'] as number | null | undefined) ?? undefined
}

/** Signs batches that have to be minted and are not under way: their transaction reverted, or was never signed. */
async function mintWhatIsLeft(minter: Minter): Promise<boolean> {
  const unminted = await minter.database`
    select 1 from batches where brand_id = ${minter.brandId} and minted_at is null limit 1`
  if (unminted.length === 0) return false
  await linkBatches(minter)
  await checkSequence(minter)
  const [first] = await readUnsignedBatches(outside(minter), minter)
  if (!first) return false
  const { call } = await batchCall(outside(minter), minter, first)
  await simulateCall(withAccount(minter.client, minter.account), call)
  await minter.database.begin((sql) => signBatches(sql, minter))
  await minter.checkpoint?.('signed-again')
  return true
}

async function reverseWhatIsLeft(minter: Minter, run: number): Promise<boolean> {
  const asked = await minter.database`
    select 1 from batch_credits where brand_id = ${minter.brandId} and asked - reversed > 0 order by sequence limit 1`
  if (asked.length === 0) return false
  const { now } = await getChainTime(minter.client)
  await minter.database.begin((sql) => closeWindows(sql, minter, { now: now + 60n, run }))
  const [first] = await reversalCalls(outside(minter), minter)
  if (!first) return false
  await simulateCall(withAccount(minter.client, minter.account), first.call)
  await minter.database.begin((sql) => signReversals(sql, minter, run))
  await minter.checkpoint?.('signed-reversals')
  return true
}

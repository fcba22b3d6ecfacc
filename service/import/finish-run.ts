import { getBrand } from '../../chain/actions/getBrand.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { simulateCall } from '../../chain/send.ts'
import { withAccount } from '../../chain/client.ts'
import type { Transaction } from '../database/open-database.ts'
import { drainQueue } from '../queue/signer-queue.ts'
import { archiveBatch } from '../receipts/receipt-archive.ts'
import { bookReceipt } from './book-receipt.ts'
import { ImportError } from './import-error.ts'
import { linkBatches } from './link-batches.ts'
import type { Minter } from './minter.ts'
import { batchCall, readUnsignedBatches, signBatches } from './sign-batches.ts'
import { closeWindows, reversalCalls, signReversals } from './sign-reversals.ts'

export type RunProgress = { batchesLeft: number; reversalsLeft: number }

export type FinishOptions = { run: number; onProgress?: ((progress: RunProgress) => void) | undefined }

/** Mints what is planned and takes back what is owed, whatever happened before: everything is sent exactly once. */
export async function finishRun(minter: Minter, options: FinishOptions): Promise<void> {
  await archiveUnminted(minter)
  await mintAll(minter, options)
  await reverseAll(minter, options)
  await minter.checkpoint?.('before-done')
  await minter.database`
    update import_runs set status = 'done', ended_at = now()
    where brand_id = ${minter.brandId} and status = 'planned'`
}

const outside = (minter: Minter): Transaction => minter.database as unknown as Transaction

async function archiveUnminted(minter: Minter): Promise<void> {
  const rows = await minter.database`
    select sequence from batches where brand_id = ${minter.brandId} and minted_at is null order by sequence`
  const scope = { home: minter.home, code: minter.code, brandId: minter.brandId, chainId: minter.key.chainId }
  for (const row of rows) await archiveBatch(outside(minter), scope, row['sequence'] as bigint)
  await minter.checkpoint?.('archived')
}

async function mintAll(minter: Minter, options: FinishOptions): Promise<void> {
  for (let round = 0; ; round++) {
    await drain(minter, options)
    if (await hasUnminted(minter)) await linkBatches(minter)
    await checkSequence(minter)
    const unsigned = await readUnsignedBatches(outside(minter), minter)
    const [first] = unsigned
    if (!first) return
    const { call } = await batchCall(outside(minter), minter, first)
    await simulateCall(withAccount(minter.client, minter.account), call)
    if (round > 2)
      throw new ImportError(
        'NotMinted',
        `Batch ${first.sequence} is refused again and again. Look at the chain, then import again.`,
      )
    await minter.database.begin((sql) => signBatches(sql, minter))
    await minter.checkpoint?.('signed')
  }
}

async function hasUnminted({ database, brandId }: Minter): Promise<boolean> {
  const rows = await database`select 1 from batches where brand_id = ${brandId} and minted_at is null limit 1`
  return rows.length > 0
}

async function reverseAll(minter: Minter, options: FinishOptions): Promise<void> {
  for (let round = 0; ; round++) {
    const { now } = await getChainTime(minter.client)
    await minter.database.begin((sql) => closeWindows(sql, minter, { now: now + 60n, run: options.run }))
    const [first] = await reversalCalls(outside(minter), minter)
    if (!first) return
    await simulateCall(withAccount(minter.client, minter.account), first.call)
    if (round > 2)
      throw new ImportError(
        'NotReversed',
        'Reversals are refused again and again. Look at the chain, then import again.',
      )
    await minter.database.begin((sql) => signReversals(sql, minter, options.run))
    await minter.checkpoint?.('signed-reversals')
    await drain(minter, options)
  }
}

async function drain(minter: Minter, { onProgress }: FinishOptions): Promise<void> {
  const { database, client, account, key, checkpoint, brandId } = minter
  let left = await countOpen(minter)
  onProgress?.(left)
  await drainQueue({
    database,
    client,
    account,
    key,
    checkpoint,
    book: (sql, stored, receipt) => bookReceipt(sql, brandId, stored, receipt),
    onConfirmed: ({ kind }) => {
      left =
        kind === 'batch'
          ? { ...left, batchesLeft: left.batchesLeft - 1 }
          : { ...left, reversalsLeft: left.reversalsLeft - 1 }
      onProgress?.(left)
    },
  })
}

async function countOpen({ database, key }: Minter): Promise<RunProgress> {
  const rows = await database`
    select kind, count(distinct nonce)::int as n from transactions
    where chain_id = ${key.chainId} and sender = ${key.sender} and status = 'signed' group by kind`
  const of = (kind: string) => (rows.find((row) => row['kind'] === kind)?.['n'] ?? 0) as number
  return { batchesLeft: of('batch'), reversalsLeft: of('reversal') }
}

/** A database that does not even know of all batches is told so before anything is read into it. */
export async function checkNotBehind(minter: Minter): Promise<void> {
  const { lastSequence } = await getBrand(minter.client, { brandId: minter.brandId })
  const [row] = await minter.database`
    select coalesce(max(sequence), 0)::bigint as known from batches where brand_id = ${minter.brandId}`
  const known = row?.['known'] as bigint
  if (lastSequence > known) throw aheadError(minter, { lastSequence, known })
}

function aheadError({ code }: Minter, { lastSequence, known }: { lastSequence: bigint; known: bigint }): ImportError {
  return new ImportError(
    'ChainAhead',
    `The chain has minted ${lastSequence} batches for ${code}, but the database knows of ${known} of them: it is older than the chain. ` +
      `Nothing is minted. Run \`points recover --brand ${code}\`, then try again.`,
  )
}

/**
 * The chain must have taken exactly the batches this database knows of. Where it has taken others, the database is from
 * before them (a restored backup), and minting on would give points twice.
 */
export async function checkSequence(minter: Minter): Promise<void> {
  const { lastSequence } = await getBrand(minter.client, { brandId: minter.brandId })
  const [row] = await minter.database`
    select coalesce(max(sequence), 0)::bigint as known,
      coalesce(max(sequence) filter (where minted_at is not null), 0)::bigint as minted,
      coalesce(min(sequence) filter (where minted_at is null), 0)::bigint as open
    from batches where brand_id = ${minter.brandId}`
  const { known, minted, open } = row as unknown as { known: bigint; minted: bigint; open: bigint }
  if (lastSequence > known || (open !== 0n && open <= lastSequence)) {
    throw aheadError(minter, { lastSequence, known: minted })
  }
  if (lastSequence < minted) {
    throw new ImportError(
      'ChainBehind',
      `The database knows of ${minted} minted batches of ${minter.code}, but the chain has only ${lastSequence}: it is another chain, or lost blocks. ` +
        'Check the RPC URL; nothing was imported.',
    )
  }
}

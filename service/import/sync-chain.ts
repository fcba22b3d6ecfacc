import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { getToken } from '../../chain/actions/getToken.ts'
import { collectEvents } from '../../chain/events/read-events.ts'
import { clearingHubAbi, pointsTokenAbi } from '../../chain/generated/abis.ts'
import { lockBooks } from '../database/books-lock.ts'
import type { Transaction } from '../database/open-database.ts'
import { bookReversal } from './book-receipt.ts'
import { bookRefund } from './book-refund.ts'
import type { Minter } from './minter.ts'
import type { KnownReversal } from './journal-start.ts'
import { DEPTH } from './reopen-removed.ts'
import { reopenLastRun, type ReversalPlace, unbookReversals } from './unbook-reversals.ts'

export type SyncOptions = {
  /** Reads all blocks again, not only those since the last time. */
  fromStart?: boolean
  /** Last block to read; else the latest. */
  toBlock?: bigint
  /** Reversals that stood in the last blocks of these when they were the latest; else as they stand now. */
  lastReversals?: readonly KnownReversal[] | undefined
}

type Range = { fromBlock: bigint; toBlock: bigint }

/**
 * Reads what others did on chain that these books depend on: claims (members get their points at their account from then
 * on), reversals and refunds of payments (both cumulative totals, known before any debit is computed).
 */
export async function syncChain(minter: Minter, options: SyncOptions = {}): Promise<void> {
  const { database, client, brandId } = minter
  const readTo = options.fromStart ? -1n : await readSyncedTo(database as unknown as Transaction, brandId)
  const toBlock = options.toBlock ?? (await getChainTime(client)).block
  const next = readTo + 1n - DEPTH
  const range = { fromBlock: next > minter.fromBlock ? next : minter.fromBlock, toBlock }
  const [claims, reversals, refunds] = await Promise.all([
    readClaims(minter, range),
    readReversals(minter, range),
    readRefunds(minter, range),
  ])
  await database.begin(async (sql) => {
    await lockBooks(sql, brandId)
    for (const claim of claims) await bookClaim(sql, brandId, claim.args)
    const run = await readLastRun(sql, brandId)
    const standing = standingReversals(reversals, toBlock, options.lastReversals)
    // Books of before a journal held its reversals keep what came later than it.
    const lastBlock = options.lastReversals ? undefined : toBlock
    const unbooked = options.fromStart && (await unbookOthers(sql, brandId, standing, lastBlock))
    for (const reversal of standing) await bookReversal(sql, { ...reversal, brandId, run })
    if (unbooked) await reopenLastRun(sql, brandId)
    for (const { args } of refunds) await bookRefund(sql, brandId, args)
    await sql`update brands set events_read_to = ${toBlock} where brand_id = ${brandId}`
  })
}

/** Last block whose events these books have; -1 before the first. */
export async function readSyncedTo(sql: Transaction, brandId: number): Promise<bigint> {
  const [row] = await sql`select events_read_to from brands where brand_id = ${brandId}`
  return (row?.['events_read_to'] as bigint | undefined) ?? -1n
}

function readClaims({ client, brandId }: Minter, range: Range) {
  const address = client.contracts.hub
  return collectEvents(client, { abi: clearingHubAbi, eventName: 'Claimed', address, args: { brandId }, ...range })
}

async function readReversals({ client, brandId }: Minter, range: Range) {
  const address = await getToken(client, { brandId })
  return collectEvents(client, { abi: pointsTokenAbi, eventName: 'Reversed', address, args: { brandId }, ...range })
}

type ReadReversal = Awaited<ReturnType<typeof readReversals>>[number]

/** What stood when `toBlock` was the latest: the blocks it could still replace then may be others by now. */
function standingReversals(
  read: readonly ReadReversal[],
  toBlock: bigint,
  last: readonly KnownReversal[] | undefined,
): KnownReversal[] {
  const standing = read.map(({ args, blockNumber, blockHash }) => ({ ...args, blockNumber, blockHash }))
  if (!last) return standing
  return [...standing.filter(({ blockNumber }) => blockNumber <= toBlock - DEPTH), ...last]
}

/** Takes out what stood in blocks that the chain replaced; tells whether there was any. */
async function unbookOthers(
  sql: Transaction,
  brandId: number,
  standing: readonly KnownReversal[],
  lastBlock: bigint | undefined,
): Promise<boolean> {
  const keyOf = (sequence: bigint, address: string, total: bigint, blockHash: string): string =>
    `${sequence} ${address.toLowerCase()} ${total} ${blockHash}`
  const kept = new Set(
    standing.map(({ sequence, member, total, blockHash }) => keyOf(sequence, member, total, blockHash)),
  )
  const places = await sql<ReversalPlace[]>`
    select sequence, address, total, block_hash as "blockHash" from reversal_events
    where brand_id = ${brandId} and block_number <= coalesce(${lastBlock ?? null}::bigint, block_number)`
  const removed = places.filter((each) => !kept.has(keyOf(each.sequence, each.address, each.total, each.blockHash)))
  await unbookReversals(sql, brandId, removed)
  return removed.length > 0
}

function readRefunds({ client, brandId }: Minter, range: Range) {
  const address = client.contracts.hub
  return collectEvents(client, {
    abi: clearingHubAbi,
    eventName: 'PaymentRefunded',
    address,
    args: { brandId },
    ...range,
  })
}

/** Number of the last import; 0 before the first. */
export async function readLastRun(sql: Transaction, brandId: number): Promise<number> {
  const [row] = await sql`select coalesce(max(number), 0)::int as run from import_runs where brand_id = ${brandId}`
  return row?.['run'] as number
}

async function bookClaim(
  sql: Transaction,
  brandId: number,
  { claimAddress, to }: { claimAddress: string; to: string },
): Promise<void> {
  await sql`
    update members set account = ${to.toLowerCase()}
    where brand_id = ${brandId} and claim_address = ${claimAddress.toLowerCase()}`
}

import { zeroAddress } from 'viem'
import { getToken } from '../../chain/actions/getToken.ts'
import { collectEvents } from '../../chain/events/read-events.ts'
import { pointsTokenAbi } from '../../chain/generated/abis.ts'
import type { Transaction } from '../database/open-database.ts'
import type { Minter } from '../import/minter.ts'
import type { Difference } from './difference.ts'

export type ChainCheck = { batches: number; credits: number; reversals: number; differences: Difference[] }

type Scope = Pick<Minter, 'client' | 'brandId' | 'fromBlock'>

/** Compares every batch, every credit in it and what was taken back with the chain's own logs. */
export async function checkChain(sql: Transaction, scope: Scope): Promise<ChainCheck> {
  const { brandId } = scope
  const [unfinished] = await sql`select 1 from import_runs where brand_id = ${brandId} and status = 'planned' limit 1`
  const onChain = await readChain(scope)
  const batches = await sql`
    select sequence, root, points, minted_at is not null as minted from batches where brand_id = ${brandId}`
  const credits = await sql`
    select sequence, address, points, asked, reversed, short from batch_credits where brand_id = ${brandId}`
  const differences: Difference[] = []
  const compare = (what: string, of: string, expected: unknown, found: unknown): void => {
    if (expected !== found) differences.push({ what, of, expected: String(expected), found: String(found) })
  }
  const known = new Map(batches.map((row) => [row['sequence'] as bigint, row]))
  for (const [sequence, minted] of onChain.batches) {
    const row = known.get(sequence)
    compare('root of a batch', `batch ${sequence}`, minted.root, row?.['root'])
    compare('points of a batch', `batch ${sequence}`, minted.points, row?.['points'])
  }
  for (const row of batches) {
    const sequence = row['sequence'] as bigint
    const there = onChain.batches.has(sequence)
    if (row['minted'] === true || !unfinished) compare('a batch being minted', `batch ${sequence}`, there, true)
  }
  for (const row of credits) {
    const { sequence, address, points, asked, reversed, short } = row as unknown as CreditRow
    const key = `${sequence}:${address}`
    const of = `batch ${sequence}, ${address}`
    if (onChain.batches.has(sequence)) compare('points of a credit', of, onChain.credits.get(key) ?? 0n, points)
    onChain.credits.delete(key)
    const taken = onChain.reversals.get(key) ?? { total: 0n, short: 0n }
    onChain.reversals.delete(key)
    if (unfinished && taken.total > reversed && taken.total <= asked) continue
    compare('points taken back of a credit', of, taken.total, reversed)
    compare('points that were not there to be taken back', of, taken.short, short)
  }
  for (const key of onChain.credits.keys()) compare('a credit of the chain', key, 'in the books', 'missing')
  for (const key of onChain.reversals.keys()) compare('a reversal of the chain', key, 'in the books', 'missing')
  return { batches: batches.length, credits: credits.length, reversals: onChain.reversed, differences }
}

type CreditRow = { sequence: bigint; address: string; points: bigint; asked: bigint; reversed: bigint; short: bigint }

async function readChain({ client, brandId, fromBlock }: Scope) {
  const address = await getToken(client, { brandId })
  const query = { abi: pointsTokenAbi, address, fromBlock } as const
  const [minted, reversed, transfers] = await Promise.all([
    collectEvents(client, { ...query, eventName: 'BatchMinted', args: { brandId } }),
    collectEvents(client, { ...query, eventName: 'Reversed', args: { brandId } }),
    collectEvents(client, { ...query, eventName: 'Transfer', args: { from: zeroAddress } }),
  ])
  const batches = new Map(
    minted.map(({ args }) => [args.sequence, { root: args.purchasesRoot.toLowerCase(), points: args.points }]),
  )
  const credits = new Map<string, bigint>()
  const byTransaction = Map.groupBy(transfers, ({ transactionHash }) => transactionHash)
  for (const { args, transactionHash, logIndex } of minted) {
    const before = (byTransaction.get(transactionHash) ?? []).filter((each) => each.logIndex < logIndex)
    for (const { args: credit } of before.slice(-Number(args.count)))
      credits.set(`${args.sequence}:${credit.to.toLowerCase()}`, credit.value)
  }
  const reversals = new Map<string, { total: bigint; short: bigint }>()
  for (const { args } of reversed) {
    const key = `${args.sequence}:${args.member.toLowerCase()}`
    const last = reversals.get(key) ?? { total: 0n, short: 0n }
    reversals.set(key, { total: args.total > last.total ? args.total : last.total, short: last.short + args.short })
  }
  return { batches, credits, reversals, reversed: reversed.length }
}

import { type Address, BlockNotFoundError, type Hex } from 'viem'
import { getBlock, getBlockNumber } from 'viem/actions'
import type { Payment } from '../../chain/actions/findPayment.ts'
import type { ReadClient } from '../../chain/client.ts'
import { asChainError } from '../../chain/errors/as-chain-error.ts'
import { readBlockTimes } from '../../chain/events/block-times.ts'
import { collectEvents, type EventLogs, readEvents } from '../../chain/events/read-events.ts'
import { clearingHubAbi } from '../../chain/generated/abis.ts'
import type { Minter } from '../import/minter.ts'

/** Blocks at the end of the chain that are read each time and kept nowhere: it may still replace them. */
export const LOOSE = 64n

type PaidLogs = EventLogs<typeof clearingHubAbi, 'Paid'>
type RefundLogs = EventLogs<typeof clearingHubAbi, 'PaymentRefunded'>

export type FindPayments = (references: Iterable<Hex>) => Promise<Payment[]>

/** Finds payments up to the block `head`. */
export type OrderPayments = { find: FindPayments; head: bigint }

/**
 * Reads on to the latest block, and gives what finds the payments that members made with points at the minter's brand under
 * given references. Every block is read once, until the chain replaces even what lay deep in it: then all is read again.
 */
export async function readOrderPayments(minter: Minter): Promise<OrderPayments> {
  const { database, client, brandId } = minter
  const loose = await readOn(minter)
  const find: FindPayments = async (references) => {
    const asked = new Set<string>(references)
    const kept = await database<KeptPayment[]>`
      select reference, member, block_number, legs, share from order_payments
      where brand_id = ${brandId} and reference = any(${[...asked]}) order by block_number, member`
    const found = [...kept.map(paidOf), ...loose.paid.filter(({ orderReference }) => asked.has(orderReference))]
    const times = await readBlockTimes(
      client,
      found.map(({ block }) => block),
    )
    return found.map(({ block, share, ...paid }) => ({
      ...{ brandId, ...paid, paidAt: times.get(block) ?? 0n },
      share: largest([share, ...(loose.refunds.get(nameOf(paid)) ?? [])]),
    }))
  }
  return { find, head: loose.head }
}

type KeptPayment = {
  reference: Hex
  member: Address
  block_number: bigint
  legs: { brandId: number; points: string; value: string; lots: string }[]
  share: bigint
}

/** A payment without the time of its block. */
type Paid = Omit<Payment, 'brandId' | 'paidAt'> & { block: bigint }

const paidOf = ({ reference, member, block_number: block, legs, share }: KeptPayment): Paid => ({
  ...{ member, orderReference: reference, block, share },
  legs: legs.map(({ brandId, points, value, lots }) => {
    return { brandId, points: BigInt(points), value: BigInt(value), lots: BigInt(lots) }
  }),
})

const nameOf = ({ member, orderReference }: { member: string; orderReference: string }): string =>
  `${orderReference} ${member.toLowerCase()}`

const largest = (shares: readonly bigint[]): bigint => shares.reduce((most, share) => (share > most ? share : most), 0n)

type Loose = { head: bigint; paid: Paid[]; refunds: Map<string, bigint[]> }

/** Keeps what has settled since the last time, and gives what has not. */
async function readOn(minter: Minter): Promise<Loose> {
  const { client } = minter
  const head = await latestBlock(client)
  const from = (await readTo(minter)) + 1n
  const settled = head - LOOSE
  const kept = settled >= from && (await keep(minter, { from, to: settled }))
  const range = { ...queryOf(minter), fromBlock: kept ? settled + 1n : from, toBlock: head }
  const [paid, refunds] = await Promise.all([
    collectEvents(client, { ...range, eventName: 'Paid' }),
    collectEvents(client, { ...range, eventName: 'PaymentRefunded' }),
  ])
  const byPayment = Map.groupBy(refunds, ({ args }) => nameOf(args))
  return {
    head,
    paid: paid.map(({ args: { member, orderReference, legs }, blockNumber: block }) => {
      return { member, orderReference, legs, block, share: 0n }
    }),
    refunds: new Map([...byPayment].map(([name, logs]) => [name, logs.map(({ args }) => args.share)])),
  }
}

const queryOf = ({ client, brandId }: Minter) =>
  ({ abi: clearingHubAbi, address: client.contracts.hub, args: { brandId } }) as const

async function latestBlock(client: ReadClient): Promise<bigint> {
  try {
    return await getBlockNumber(client, { cacheTime: 0 })
  } catch (error) {
    throw asChainError(error, { doing: 'read the latest block' })
  }
}

/** Last block that is kept and still stands; else everything is forgotten, and it is the one before the first. */
async function readTo(minter: Minter): Promise<bigint> {
  const { database, client, brandId, fromBlock } = minter
  const [row] = await database<{ hub: string; block: bigint; block_hash: string }[]>`
    select hub, block, block_hash from order_payment_reading where brand_id = ${brandId}`
  const same = row?.hub === client.contracts.hub.toLowerCase()
  if (row && same && (await hashOf(client, row.block)) === row.block_hash) return row.block
  if (row) {
    await database.begin(async (sql) => {
      await sql`delete from order_payments where brand_id = ${brandId}`
      await sql`delete from order_payment_reading where brand_id = ${brandId}`
    })
  }
  return fromBlock - 1n
}

async function hashOf(client: ReadClient, blockNumber: bigint): Promise<string | undefined> {
  try {
    return (await getBlock(client, { blockNumber })).hash
  } catch (error) {
    if (error instanceof BlockNotFoundError) return undefined
    throw asChainError(error, { doing: 'read a block' })
  }
}

/** Keeps the payments of these blocks, and then how far they were refunded. Tells whether the chain has the last of them. */
async function keep(minter: Minter, { from, to }: { from: bigint; to: bigint }): Promise<boolean> {
  const { database, client, brandId } = minter
  const hash = await hashOf(client, to)
  if (hash === undefined) return false
  const range = { ...queryOf(minter), fromBlock: from, toBlock: to }
  for await (const logs of readEvents(client, { ...range, eventName: 'Paid' })) await keepPaid(minter, logs)
  for await (const logs of readEvents(client, { ...range, eventName: 'PaymentRefunded' }))
    await keepShares(minter, logs)
  const hub = client.contracts.hub.toLowerCase()
  await database`
    insert into order_payment_reading (brand_id, hub, block, block_hash) values (${brandId}, ${hub}, ${to}, ${hash})
    on conflict (brand_id) do update set hub = excluded.hub, block = excluded.block, block_hash = excluded.block_hash`
  return true
}

async function keepPaid({ database, brandId }: Minter, logs: PaidLogs): Promise<void> {
  if (logs.length === 0) return
  const rows = logs.map(({ args: { orderReference, member, legs }, blockNumber }) => ({
    ...{ brand_id: brandId, reference: orderReference, member: member.toLowerCase(), share: 0 },
    block_number: String(blockNumber),
    legs: legs.map(({ brandId: of, points, value, lots }) => {
      return { brandId: of, points: String(points), value: String(value), lots: String(lots) }
    }),
  }))
  await database`
    insert into order_payments (brand_id, reference, member, block_number, legs, share)
    select brand_id, reference, member, block_number, legs, share
    from json_populate_recordset(null::order_payments, ${JSON.stringify(rows)}::text::json)
    on conflict (brand_id, reference, member) do nothing`
}

async function keepShares({ database, brandId }: Minter, logs: RefundLogs): Promise<void> {
  if (logs.length === 0) return
  await database`
    update order_payments p set share = greatest(p.share, told.share)
    from (
      select reference, member, max(share) as share from unnest(
        ${logs.map(({ args }) => args.orderReference)}::text[], ${logs.map(({ args }) => args.member.toLowerCase())}::text[],
        ${logs.map(({ args }) => String(args.share))}::bigint[]
      ) as each (reference, member, share) group by reference, member
    ) told
    where p.brand_id = ${brandId} and p.reference = told.reference and p.member = told.member`
}

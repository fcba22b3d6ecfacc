import { getBlockNumber } from 'viem/actions'
import type { ReadClient } from '../../chain/client.ts'
import { asChainError } from '../../chain/errors/as-chain-error.ts'
import { collectEvents } from '../../chain/events/read-events.ts'
import { clearingHubAbi } from '../../chain/generated/abis.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import { settlePayment } from './settle-payment.ts'

/** Blocks read again each time: deeper reorganisations are not expected. */
const DEPTH = 20n

type PaidEvent = {
  reference: string
  member: string
  brandId: number
  value: bigint
  transaction: string
  block: bigint
  logIndex: number
}

type StoredEvent = Pick<PaidEvent, 'reference' | 'member' | 'transaction' | 'block'>

/** Reads the hub's `Paid` events up to the latest block and settles the payments they name, or that they name no more. */
export async function readPaidEvents(database: Database, client: ReadClient, now: Date): Promise<void> {
  const hub = client.contracts.hub.toLowerCase()
  const head = await headOf(client)
  const [cursor] = await database<{ block: bigint }[]>`select block from till_paid_reading where hub = ${hub}`
  // Before its first reading nothing was asked for.
  const last = cursor === undefined || cursor.block > head ? head : cursor.block
  const fromBlock = last > DEPTH ? last - DEPTH : 0n
  const events = await paidSince(client, fromBlock, head)
  await database.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`paid ${hub}`}, 0))`
    const [read] = await sql<{ block: bigint }[]>`select block from till_paid_reading where hub = ${hub}`
    // Another replica was here with a later state.
    if (read !== undefined && read.block > head && cursor?.block !== read.block) return
    for (const reference of await replaceEvents(sql, fromBlock, events)) await settlePayment(sql, reference, now)
    await sql`
      insert into till_paid_reading (hub, block) values (${hub}, ${head})
      on conflict (hub) do update set block = excluded.block`
  })
}

async function headOf(client: ReadClient): Promise<bigint> {
  try {
    return await getBlockNumber(client, { cacheTime: 0 })
  } catch (error) {
    throw asChainError(error, { doing: 'read the latest block' })
  }
}

async function paidSince(client: ReadClient, fromBlock: bigint, toBlock: bigint): Promise<PaidEvent[]> {
  const query = { abi: clearingHubAbi, eventName: 'Paid', address: client.contracts.hub, fromBlock, toBlock } as const
  const logs = await collectEvents(client, query)
  return logs.map(({ args, transactionHash, blockNumber, logIndex }) => ({
    reference: args.orderReference.toLowerCase(),
    member: args.member.toLowerCase(),
    brandId: args.brandId,
    value: args.value,
    transaction: transactionHash,
    block: blockNumber,
    logIndex,
  }))
}

/** Puts the events of these blocks in the place of what was known of them; gives the references that changed. */
async function replaceEvents(sql: Transaction, fromBlock: bigint, events: readonly PaidEvent[]): Promise<Set<string>> {
  const asked = await sql<{ reference: string }[]>`
    select reference from till_payments where reference = any(${events.map(({ reference }) => reference)})`
  const ours = new Set(asked.map(({ reference }) => reference))
  const rows = events.filter(({ reference }) => ours.has(reference))
  const known = new Set(rows.map(keyOf))
  const changed = new Set<string>()
  const stored = await sql<StoredEvent[]>`
    select reference, member, transaction, block_number as block from till_paid_events
    where block_number >= ${fromBlock} for update`
  const kept = new Set<string>()
  for (const row of stored) {
    const { reference, member } = row
    const key = keyOf(row)
    if (known.has(key)) {
      kept.add(key)
      continue
    }
    changed.add(reference)
    await sql`delete from till_paid_events where reference = ${reference} and member = ${member}`
  }
  for (const row of rows.filter((each) => !kept.has(keyOf(each)))) {
    changed.add(row.reference)
    await sql`
      insert into till_paid_events (reference, member, brand_id, value, transaction, block_number, log_index)
      values (${row.reference}, ${row.member}, ${row.brandId}, ${row.value}, ${row.transaction}, ${row.block}, ${row.logIndex})
      on conflict (reference, member) do nothing`
  }
  return changed
}

const keyOf = ({ reference, member, transaction, block }: StoredEvent): string =>
  `${reference} ${member} ${transaction} ${block}`

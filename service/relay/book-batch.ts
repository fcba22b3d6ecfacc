import type { TransactionReceipt } from 'viem'
import { fromRevertData } from '../../chain/errors/as-chain-error.ts'
import { failedItems } from '../../chain/intents/intent-fates.ts'
import type { Transaction } from '../database/open-database.ts'
import type { OpenTransaction } from '../queue/transaction-row.ts'
import { tellChange } from './intent-row.ts'
import type { Relay } from './relay.ts'

type Carried = { id: string; item: number }

/** Tells every intent of a batch that is in a block what became of it. Those that failed wait to be tried again. */
export async function bookBatch(
  sql: Transaction,
  relay: Relay,
  { stored, receipt }: { stored: OpenTransaction; receipt: TransactionReceipt },
): Promise<void> {
  const rows = await carriedBy(sql, relay, stored.nonce)
  if (rows.length === 0) return
  const failed = stored.kind === 'intents' ? failedItems(receipt.logs, relay.hub) : new Map<number, `0x${string}`>()
  const done = rows.filter(({ item }) => !failed.has(item)).map(({ id }) => id)
  await sql`
    update relay_intents set status = 'done', version = version + 1, changed_at = now(), tx_hash = ${stored.hash},
      block_number = ${receipt.blockNumber}, problem_code = null, problem_detail = null
    where id in ${sql([NOBODY, ...done] as never)}`
  for (const { id, item } of rows) {
    const reason = failed.get(item)
    if (reason !== undefined) await queueAgain(sql, id, fromRevertData(reason))
  }
  await tellChange(
    sql,
    rows.map(({ id }) => id),
  )
}

/** So that a list of nobody is a list, too. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Takes back what a transaction carried that changed nothing, or whose nonce somebody else has used. */
export async function bookLost(sql: Transaction, relay: Relay, stored: OpenTransaction): Promise<void> {
  const rows = await carriedBy(sql, relay, stored.nonce)
  for (const { id } of rows) {
    await queueAgain(sql, id, { code: 'BatchLost', message: 'The transaction that carried it changed nothing.' })
  }
  await tellChange(
    sql,
    rows.map(({ id }) => id),
  )
}

async function carriedBy(sql: Transaction, { key }: Relay, nonce: bigint): Promise<Carried[]> {
  const rows = await sql`
    select id, item from relay_intents
    where chain_id = ${key.chainId} and sender = ${key.sender} and tx_nonce = ${nonce} and status = 'sent'
    order by item`
  return rows as unknown as Carried[]
}

/** A failure in a block cost gas: it is counted, and few are forgiven. */
async function queueAgain(sql: Transaction, id: string, why: { code: string; message: string }): Promise<void> {
  await sql`
    update relay_intents set status = 'queued', version = version + 1, changed_at = now(), failures = failures + 1,
      tx_nonce = null, item = null, tx_hash = null, problem_code = ${why.code}, problem_detail = ${why.message}
    where id = ${id}`
}

import type { Address } from 'viem'
import { createAccount } from '../../chain/account/create-account.ts'
import { executeIntents } from '../../chain/actions/executeIntents.ts'
import type { ContractCall } from '../../chain/call.ts'
import type { Transaction } from '../database/open-database.ts'
import { readFees, readTransactionCount, signCall } from '../queue/sign-call.ts'
import { type TransactionKind, readNextNonce, storeTransaction } from '../queue/transaction-row.ts'
import { intentOf } from './intent-of.ts'
import { type IntentRow, tellChange } from './intent-row.ts'
import type { Batch } from './plan-batch.ts'
import type { Relay } from './relay.ts'

/** Making an account costs about 160,000. */
export const GAS_OF_ACCOUNT = 400_000n

export type Signing = { kind: TransactionKind; call: ContractCall; gas: bigint; rows: readonly IntentRow[] }

/**
 * Signs a batch and what has to come before it, and stores the bytes together with the new state of its intents: either
 * both are known after a crash or neither is, and nothing is sent before.
 */
export async function signBatch(relay: Relay, { make, rows, gas }: Batch): Promise<void> {
  const { client, accountFactory: factory } = relay
  const accounts: Signing[] = make.flatMap((key) => {
    return factory
      ? [{ kind: 'deployment', call: createAccount({ factory, key }), gas: GAS_OF_ACCOUNT, rows: [] } as const]
      : []
  })
  const call = executeIntents(client, { intents: rows.map(intentOf) })
  await signAll(relay, [...accounts, { kind: 'intents', call, gas, rows }])
}

/** Signs calls at consecutive nonces, in one database transaction with the intents they carry. */
export async function signAll(relay: Relay, signings: readonly Signing[]): Promise<void> {
  const { client, database, account, key } = relay
  const fees = await readFees(client)
  const count = await readTransactionCount(client, { address: account.address, blockTag: 'pending' })
  await relay.checkpoint?.('before-signing')
  await database.begin(async (sql) => {
    let nonce = await readNextNonce(sql, key, count)
    for (const { kind, call, gas, rows } of signings) {
      const signed = await signCall(account, { call, chainId: key.chainId, nonce, gas, fees })
      const attempt = await nextAttempt(sql, relay, nonce)
      await storeTransaction(sql, key, { ...signed, nonce, attempt, kind, sequence: null, run: 0 })
      await markSent(sql, relay, { rows, nonce, hash: signed.hash })
      nonce += 1n
    }
  })
  await relay.checkpoint?.('signed')
}

async function nextAttempt(sql: Transaction, { key }: Relay, nonce: bigint): Promise<number> {
  const [row] = await sql`
    select coalesce(max(attempt) + 1, 0)::int as next from transactions
    where chain_id = ${key.chainId} and sender = ${key.sender} and nonce = ${nonce}`
  return (row?.['next'] ?? 0) as number
}

type Sent = { rows: readonly IntentRow[]; nonce: bigint; hash: Address }

async function markSent(sql: Transaction, { key }: Relay, { rows, nonce, hash }: Sent): Promise<void> {
  for (const [item, { id }] of rows.entries()) {
    const updated = await sql`
      update relay_intents set status = 'sent', version = version + 1, changed_at = now(), problem_code = null,
        problem_detail = null, sender = ${key.sender}, tx_nonce = ${nonce}, item = ${item}, tx_hash = ${hash}
      where id = ${id} and status = 'queued'`
    if (updated.count !== 1) throw new Error('An intent was taken by another process meanwhile.')
  }
  await tellChange(
    sql,
    rows.map(({ id }) => id),
  )
}

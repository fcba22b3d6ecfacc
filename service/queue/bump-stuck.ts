import { keccak256, type LocalAccount, parseTransaction } from 'viem'
import type { ReadClient } from '../../chain/client.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import { readFees } from './sign-call.ts'
import { type QueueKey, readOpenTransactions, readSigned, storeTransaction } from './transaction-row.ts'

type BumpOptions = { database: Database; client: ReadClient; account: LocalAccount; key: QueueKey }

/**
 * Signs the first waiting transaction again, at the same nonce, where the chain became dearer than it offers. Only one of
 * the two can ever land. Tells whether it did.
 */
export async function bumpStuck({ database, client, account, key }: BumpOptions): Promise<boolean> {
  const open = await readOpenTransactions(database as unknown as Transaction, key)
  const first = open[0]
  if (!first) return false
  const last = open.filter((each) => each.nonce === first.nonce).at(-1) ?? first
  const fees = await readFees(client)
  const {
    maxFeePerGas = 0n,
    maxPriorityFeePerGas: tip = 0n,
    ...call
  } = parseTransaction(await readSigned(database as unknown as Transaction, last.hash))
  if (maxFeePerGas >= fees.baseFee + tip) return false

  const signed = await account.signTransaction({
    type: 'eip1559',
    chainId: key.chainId,
    nonce: Number(last.nonce),
    ...(call.to ? { to: call.to } : {}),
    ...(call.data ? { data: call.data } : {}),
    ...(call.gas === undefined ? {} : { gas: call.gas }),
    maxFeePerGas: fees.maxFeePerGas * 2n,
    maxPriorityFeePerGas: tip === 0n ? fees.maxPriorityFeePerGas : tip * 2n,
  })
  const attempt = { ...last, attempt: last.attempt + 1, signed, hash: keccak256(signed) }
  await storeTransaction(database as unknown as Transaction, key, attempt)
  return true
}

import { keccak256, type LocalAccount } from 'viem'
import type { ReadClient } from '../../chain/client.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import { readFees, readTransactionCount } from './sign-call.ts'
import { type OpenTransaction, type QueueKey, storeTransaction } from './transaction-row.ts'

type GapOptions = { database: Database; client: ReadClient; account: LocalAccount; key: QueueKey }

/** An empty transaction takes 21,000; where a chain counts its data in, too, some more. What is left over costs nothing. */
const GAS = 200_000n

/** A node that lags behind looks like a gap, too. */
const AT_ONCE = 16

/**
 * Signs an empty transaction for every nonce before the first waiting one that the chain has free and these books never used.
 * What stood there was signed by books that are lost (a restored backup), and a reorganisation took it out of its block: nobody
 * sends it again, and all behind it would wait for ever. What it had done is signed anew. Tells how many.
 */
export async function fillGap(
  { database, client, account, key }: GapOptions,
  { mined, first }: { mined: number; first: OpenTransaction },
): Promise<number> {
  if (key.brandId === null || first.nonce <= BigInt(mined)) return 0
  // What waits at the node lands by itself.
  const pending = await readTransactionCount(client, { address: account.address, blockTag: 'pending' })
  const free = await unusedNonces(database, key, { from: Math.max(mined, pending), before: first.nonce })
  if (free.length === 0) return 0
  const { maxFeePerGas, maxPriorityFeePerGas } = await readFees(client)
  await database.begin(async (sql) => {
    for (const { nonce, attempt } of free) {
      const signed = await account.signTransaction({
        ...{ type: 'eip1559', chainId: key.chainId, nonce: Number(nonce), to: account.address },
        ...{ gas: GAS, maxFeePerGas, maxPriorityFeePerGas },
      })
      const stored = { nonce, attempt, signed, hash: keccak256(signed), kind: 'reversal', sequence: null } as const
      await storeTransaction(sql, key, { ...stored, run: first.run })
    }
  })
  return free.length
}

/** With the attempt that comes next there; what is in these books and was in a block is opened again instead. */
async function unusedNonces(
  database: Database | Transaction,
  { chainId, sender }: QueueKey,
  { from, before }: { from: number; before: bigint },
): Promise<{ nonce: bigint; attempt: number }[]> {
  const rows = await database<{ nonce: bigint; attempt: number }[]>`
    select gap.nonce, coalesce(max(t.attempt) + 1, 0)::int as attempt
    from generate_series(${from}::bigint, ${before - 1n}::bigint) as gap (nonce)
    left join transactions t on t.chain_id = ${chainId} and t.sender = ${sender} and t.nonce = gap.nonce
    group by gap.nonce having bool_and(t.status is null or t.status = 'replaced')
    order by gap.nonce limit ${AT_ONCE}`
  return [...rows]
}

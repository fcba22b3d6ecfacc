import { type Hex, TransactionReceiptNotFoundError } from 'viem'
import { getTransactionReceipt } from 'viem/actions'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { asChainError } from '../../chain/errors/as-chain-error.ts'
import type { Minter } from './minter.ts'

/** Blocks that a chain may still replace. */
const DEPTH = 64n

type Closed = { hash: Hex; run: number; kind: string; sequence: bigint | null; block_number: bigint }

/** Opens again what a reorganisation of the chain removed: the same bytes go out again. Tells how many transactions. */
export async function reopenRemoved(minter: Minter): Promise<number> {
  const { client, database, key } = minter
  const { block } = await getChainTime(client)
  const rows = await database`
    select hash, run, kind, sequence, block_number from transactions
    where chain_id = ${key.chainId} and sender = ${key.sender} and status in ('confirmed', 'reverted')
      and block_number > ${block - DEPTH}`
  let reopened = 0
  for (const closed of rows as unknown as Closed[]) {
    if (await isStillThere(minter, closed)) continue
    await reopen(minter, closed)
    reopened += 1
  }
  return reopened
}

async function isStillThere({ client }: Minter, { hash, block_number: block }: Closed): Promise<boolean> {
  try {
    const receipt = await getTransactionReceipt(client, { hash })
    return receipt.blockNumber === block
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return false
    throw asChainError(error, { doing: 'read a receipt' })
  }
}

async function reopen({ database, brandId }: Minter, { hash, run, kind, sequence }: Closed): Promise<void> {
  await database.begin(async (sql) => {
    await sql`update transactions set status = 'signed', block_number = null, gas_used = null where hash = ${hash}`
    await sql`update import_runs set status = 'planned' where brand_id = ${brandId} and number = ${run}`
    if (kind !== 'batch') return
    await sql`
      update batches set minted_at = null, epoch = null, life = null
      where brand_id = ${brandId} and sequence = ${sequence}`
  })
}

import type { Hex } from 'viem'
import { BlockNotFoundError } from 'viem'
import { getBlock } from 'viem/actions'
import { asChainError } from '../../chain/errors/as-chain-error.ts'
import { tellChange } from './intent-row.ts'
import type { Relay } from './relay.ts'

/** Blocks that may still be taken back. */
const DEPTH = 64n

/**
 * Opens again what a reorganisation of the chain removed: the same bytes are sent once more, and their intents are under way
 * again. Tells whether there was any.
 */
export async function reopenRemoved(relay: Relay, head: bigint): Promise<boolean> {
  const { database, key } = relay
  const blocks = await database`
    select distinct block_number, block_hash from transactions
    where chain_id = ${key.chainId} and sender = ${key.sender} and block_number > ${head - DEPTH}
      and block_hash is not null
    order by block_number desc`
  let removedFrom: bigint | undefined
  // A block that still stands vouches for all before it.
  for (const { block_number: number, block_hash: hash } of blocks) {
    if ((await hashOf(relay, number as bigint)) === hash) break
    removedFrom = number as bigint
  }
  if (removedFrom === undefined) return false
  await reopenFrom(relay, removedFrom)
  return true
}

async function hashOf({ client }: Relay, blockNumber: bigint): Promise<Hex | undefined> {
  try {
    return (await getBlock(client, { blockNumber })).hash
  } catch (error) {
    if (error instanceof BlockNotFoundError) return undefined
    throw asChainError(error, { doing: 'read a block' })
  }
}

async function reopenFrom({ database, key }: Relay, block: bigint): Promise<void> {
  await database.begin(async (sql) => {
    const nonces = await sql`
      select distinct nonce from transactions
      where chain_id = ${key.chainId} and sender = ${key.sender} and block_number >= ${block}`
    const list = nonces.map(({ nonce }) => nonce as bigint)
    await sql`
      update transactions set status = 'signed', block_number = null, block_hash = null, gas_used = null, fee = null,
        closed_at = null
      where chain_id = ${key.chainId} and sender = ${key.sender} and nonce in ${sql(list)}`
    const rows = await sql`
      update relay_intents set status = 'sent', version = version + 1, changed_at = now(), block_number = null
      where chain_id = ${key.chainId} and sender = ${key.sender} and tx_nonce in ${sql(list)} and status = 'done'
      returning id`
    await tellChange(
      sql,
      rows.map(({ id }) => id as string),
    )
  })
}

import type { PublicClient } from 'viem'
import { type Books, SCHEMA } from './books.ts'

interface Final {
  number: bigint
  /** The last final block that held an event of ours, if there is one. */
  eventBlock: bigint | null
  hash: string | null
}

/**
 * Whether the chain no longer holds what the read model took for final: it was restored from an older copy, or
 * reorganised deeper than anybody expects.
 */
export async function chainForgot(sql: Books, chain: PublicClient): Promise<boolean> {
  const final = await readFinal(sql)
  if (final === undefined) return false
  if ((await chain.getBlockNumber({ cacheTime: 0 })) < final.number) return true
  if (final.eventBlock === null) return false
  const block = await chain.getBlock({ blockNumber: final.eventBlock })
  return block.hash !== final.hash
}

async function readFinal(sql: Books): Promise<Final | undefined> {
  const [there] = await sql<{ found: string | null }[]>`
    select to_regclass(${`${SCHEMA}._ponder_checkpoint`}) as found`
  if (!there?.found) return undefined
  // A checkpoint is a row of padded numbers; the block's has the 16 digits after time and chain id.
  const [row] = await sql.unsafe<{ number: string; event_block: string | null; hash: string | null }[]>(`
    with final as (select substr(finalized_checkpoint, 27, 16)::bigint as number from ${SCHEMA}._ponder_checkpoint)
    select final.number, block.number as event_block, block.hash
    from final left join ${SCHEMA}.block on block.number <= final.number
    order by block.number desc nulls last limit 1`)
  if (!row) return undefined
  const eventBlock = row.event_block === null ? null : BigInt(row.event_block)
  return { number: BigInt(row.number), eventBlock, hash: row.hash }
}

import { getToken } from '../../chain/actions/getToken.ts'
import { collectEvents } from '../../chain/events/read-events.ts'
import { pointsTokenAbi } from '../../chain/generated/abis.ts'
import type { Transaction } from '../database/open-database.ts'
import { bookBatch, type MintedBatch } from './book-receipt.ts'
import type { Minter } from './minter.ts'

export type LinkOptions = {
  /** Makes the rows of a batch that the database does not have; without it such a batch is left for `points recover`. */
  link?: (
    sql: Transaction,
    minter: Minter,
    minted: MintedBatch & { points: bigint; returnWindow: number },
  ) => Promise<void>
}

/** Marks batches as minted that the chain has and the database does not know to be; tells how many. */
export async function linkBatches(minter: Minter, { link }: LinkOptions = {}): Promise<number> {
  const { client, brandId, database, fromBlock } = minter
  const address = await getToken(client, { brandId })
  const query = { abi: pointsTokenAbi, eventName: 'BatchMinted', address, args: { brandId }, fromBlock } as const
  const minted = await collectEvents(client, query)
  const rows =
    await database`select sequence, minted_at from batches where brand_id = ${brandId} and minted_at is not null`
  const known = new Map(rows.map((row) => [row['sequence'] as bigint, row['minted_at'] as bigint]))
  let linked = 0
  for (const { args } of minted) {
    // In other blocks than before a reorganisation it may be another time.
    if (known.get(args.sequence) === args.mintedAt) continue
    const booked = await database.begin(async (sql) => {
      if (await bookBatch(sql, args)) return true
      if (!link) return false
      await link(sql, minter, args)
      return bookBatch(sql, args)
    })
    if (booked) linked += 1
  }
  return linked
}

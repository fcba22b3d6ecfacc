import { getBrand } from '../../chain/actions/getBrand.ts'
import { readToken } from '../../chain/read.ts'
import type { Minter } from '../../service/import/minter.ts'

/** What an import leaves behind, without what must differ between brands: addresses, salts, roots. */
export type Books = {
  members: string[]
  batches: string[]
  orders: string[]
  supply: bigint
  reserve: bigint
}

/** Reads members, batches and orders from the database, balances and reserve from the chain; they must agree. */
export async function booksOf({ database, client, brandId }: Minter): Promise<Books> {
  const members = await database`
    select external_id, coalesce(account, claim_address) as address, debt, earned, credited, reversed from members
    where brand_id = ${brandId} order by external_id`
  const credits = await database`
    select c.sequence, m.external_id, sum(c.points)::bigint as points, sum(c.reversed)::bigint as reversed from order_credits c
    join orders o on o.brand_id = c.brand_id and o.number = c.order_number
    join members m on m.brand_id = o.brand_id and m.number = o.member
    where c.brand_id = ${brandId} group by 1, 2 order by 1, 2`
  const orders = await database`
    select order_id, original, remaining, earned, taken from orders where brand_id = ${brandId} order by order_id`
  const [open] = await database`
    select count(*)::int as n from batches where brand_id = ${brandId} and minted_at is null`
  if (open?.['n'] !== 0) throw new Error('a batch was not minted')
  for (const row of members) await checkBalance(row)
  const { supply, reserve } = await getBrand(client, { brandId })
  return {
    members: members.map((row) =>
      [row['external_id'], row['debt'], row['earned'], row['credited'], row['reversed']].join(),
    ),
    batches: batchesOf(credits),
    orders: orders.map((row) => Object.values(row).join()),
    supply,
    reserve,
  }

  async function checkBalance(row: Record<string, unknown>): Promise<void> {
    const balance = await readToken(client, brandId, 'balanceOf', [row['address'] as `0x${string}`])
    const owed = (row['credited'] as bigint) - (row['reversed'] as bigint)
    if (balance !== owed) throw new Error(`${String(row['external_id'])} holds ${balance}, the books say ${owed}`)
  }
}

function batchesOf(credits: readonly Record<string, unknown>[]): string[] {
  const batches = new Map<unknown, string[]>()
  for (const row of credits) {
    const members = batches.get(row['sequence']) ?? []
    batches.set(row['sequence'], [...members, [row['external_id'], row['points'], row['reversed']].join(':')])
  }
  return [...batches].map(([sequence, members]) => `${String(sequence)} ${members.join(' ')}`)
}

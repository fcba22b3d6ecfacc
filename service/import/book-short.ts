import type { Transaction } from '../database/open-database.ts'

export type Short = {
  brandId: number
  sequence: bigint
  address: string
  /** Below zero where it turned out not to be owed: a reorganisation took the reversal out again. */
  short: bigint
  /** What it is booked for in the ledger of shops. */
  source: string
}

/** What could not be taken back is owed by the members behind the address, newest order first. */
export async function bookShort(sql: Transaction, { brandId, sequence, address, short, source }: Short): Promise<void> {
  const rows = await sql`
    select c.order_number, o.member, c.reversed, s.order_number is not null as of_shop from order_credits c
    join orders o on o.brand_id = c.brand_id and o.number = c.order_number
    left join sales s on s.brand_id = c.brand_id and s.order_number = c.order_number
    where c.brand_id = ${brandId} and c.sequence = ${sequence} and c.address = ${address} and c.reversed > 0
    order by c.order_number desc`
  const sign = short < 0n ? -1n : 1n
  let rest = short * sign
  for (const row of rows) {
    const reversed = row['reversed'] as bigint
    const owed = rest < reversed ? rest : reversed
    rest -= owed
    if (owed === 0n) continue
    const member = row['member'] as number
    await sql`
      update members set debt = debt + ${owed * sign}, reversed = reversed - ${owed * sign}
      where brand_id = ${brandId} and number = ${member}`
    if (row['of_shop'] !== true) continue
    await sql`
      insert into ledger (brand_id, member, kind, points, order_number, sequence, source, happened_at)
      values (${brandId}, ${member}, 'short', ${owed * sign}, ${row['order_number'] as number}, ${sequence}, ${source}, now())
      on conflict do nothing`
  }
}

import type { Transaction } from '../database/open-database.ts'
import type { Difference } from './difference.ts'

/** Adds the ledger's entries up, and compares the sums with what orders, credits and members say. */
export async function checkEntries(sql: Transaction, brandId: number): Promise<Difference[]> {
  const found: Difference[] = []
  for (const check of CHECKS) {
    const rows = await sql.unsafe(check.query, [BigInt(brandId)])
    for (const row of rows) {
      const { of, expected, found: stored } = row as unknown as Difference
      found.push({ what: check.what, of, expected, found: stored })
    }
  }
  return found
}

type Check = { what: string; query: string }

const ORDER_SUMS = `
  select order_number,
    coalesce(sum(points) filter (where kind in ('earn', 'adjust')), 0) as earned,
    -coalesce(sum(points) filter (where kind in ('return', 'undo')), 0) as taken,
    coalesce(sum(points) filter (where kind in ('mint', 'repay')), 0)
      - coalesce(sum(points) filter (where kind in ('reverse', 'owe')), 0) as given
  from ledger where brand_id = $1 and order_number is not null group by order_number`

const orderCheck = (what: string, sum: string, column: string): Check => ({
  what,
  query: `
    with sums as (${ORDER_SUMS})
    select 'order ' || s.order_number as of, coalesce(${sum}, 0)::text as expected, (${column})::text as found
    from sales s join orders o on o.brand_id = s.brand_id and o.number = s.order_number
    left join sums on sums.order_number = s.order_number
    where s.brand_id = $1 and coalesce(${sum}, 0) <> ${column} order by s.order_number`,
})

const MEMBER_SUMS = `
  select member,
    coalesce(sum(points) filter (where kind in ('earn', 'adjust')), 0) as earned,
    coalesce(sum(points) filter (where kind = 'mint'), 0) as credited,
    coalesce(sum(points) filter (where kind = 'reverse'), 0)
      - coalesce(sum(points) filter (where kind = 'short'), 0) as reversed,
    coalesce(sum(points) filter (where kind in ('owe', 'short')), 0)
      - coalesce(sum(points) filter (where kind = 'repay'), 0) as debt
  from ledger where brand_id = $1 group by member`

/** Members whose orders came by files too have totals that the ledger of shops is only a part of. */
const memberCheck = (column: string): Check => ({
  what: `what the member ${column === 'debt' ? 'owes' : `was ${column}`}`,
  query: `
    with sums as (${MEMBER_SUMS})
    select 'member ' || m.number as of, coalesce(sums.${column}, 0)::text as expected, m.${column}::text as found
    from members m left join sums on sums.member = m.number
    where m.brand_id = $1 and coalesce(sums.${column}, 0) <> m.${column} and not exists (
      select 1 from orders o where o.brand_id = m.brand_id and o.member = m.number and not exists (
        select 1 from sales s where s.brand_id = o.brand_id and s.order_number = o.number))
    order by m.number`,
})

const CHECKS: readonly Check[] = [
  orderCheck('points earned', 'sums.earned', 'o.earned'),
  orderCheck('points taken off again', 'sums.taken', 'o.taken'),
  orderCheck('points kept', 'sums.earned - sums.taken', 's.kept'),
  orderCheck('points settled', 'sums.given', 's.given'),
  ...['earned', 'credited', 'reversed', 'debt'].map(memberCheck),
  {
    what: 'points an order was credited and taken back in a batch',
    query: `
      with sums as (
        select order_number, sequence, coalesce(sum(points) filter (where kind = 'mint'), 0) as points,
          coalesce(sum(points) filter (where kind = 'reverse'), 0) as reversed
        from ledger where brand_id = $1 and sequence is not null and kind in ('mint', 'reverse')
        group by order_number, sequence),
      credits as (
        select c.* from order_credits c join sales s on s.brand_id = c.brand_id and s.order_number = c.order_number
        where c.brand_id = $1)
      select 'order ' || coalesce(sums.order_number, c.order_number) || ' in batch ' || coalesce(sums.sequence, c.sequence) as of,
        coalesce(sums.points, 0) || ' less ' || coalesce(sums.reversed, 0) as expected,
        coalesce(c.points, 0) || ' less ' || coalesce(c.reversed, 0) as found
      from sums full join credits c on c.order_number = sums.order_number and c.sequence = sums.sequence
      where coalesce(sums.points, 0) <> coalesce(c.points, 0) or coalesce(sums.reversed, 0) <> coalesce(c.reversed, 0)`,
  },
  {
    what: 'credits of a batch',
    query: `
      with sums as (
        select sequence, address, sum(points) as points, sum(reversed) as reversed from order_credits
        where brand_id = $1 group by sequence, address)
      select 'batch ' || b.sequence || ', ' || b.address as of,
        coalesce(s.points, 0) || ' less ' || coalesce(s.reversed, 0) as expected, b.points || ' less ' || b.asked as found
      from batch_credits b left join sums s on s.sequence = b.sequence and s.address = b.address
      where b.brand_id = $1 and (coalesce(s.points, 0) <> b.points or coalesce(s.reversed, 0) < b.asked)`,
  },
]

import type { Transaction } from '../database/open-database.ts'
import type { SettlingCredit, SettlingMember, SettlingOrder } from './settle-orders.ts'

type Row = Record<string, unknown>

/**
 * Orders whose points are due now: those that have too much, then those that matured, the longest ago first, and last those that
 * ask for more than a day's quota. Each kind has room of its own: none that cannot be settled keeps the others out.
 */
export async function loadDue(
  sql: Transaction,
  brandId: number,
  { now, chainTime, limit, mintLimit }: { now: Date; chainTime: bigint; limit: number; mintLimit: bigint },
): Promise<SettlingOrder[]> {
  const sales = await sql`
    (select order_number, kept, given, return_window from sales
      where brand_id = ${brandId} and kept - given < 0 order by order_number limit ${limit})
    union all
    (select order_number, kept, given, return_window from sales
      where brand_id = ${brandId} and kept - given > 0 and matures_at <= ${now.toISOString()} and kept - given <= ${mintLimit}
      order by matures_at, order_number limit ${limit})
    union all
    (select order_number, kept, given, return_window from sales
      where brand_id = ${brandId} and kept - given > 0 and matures_at <= ${now.toISOString()} and kept - given > ${mintLimit}
      order by matures_at, order_number limit ${Math.ceil(limit / 10)})`
  const numbers = sales.map((row) => row['order_number'] as number)
  if (numbers.length === 0) return []
  const orders = await sql`
    select number, order_id, reference, salt, date, member from orders
    where brand_id = ${brandId} and number = any(${numbers})`
  const byNumber = new Map(orders.map((row) => [row['number'] as number, row]))
  const members = await loadMembers(sql, brandId, [...new Set(orders.map((row) => row['member'] as number))])
  const reduced = sales.filter((row) => (row['given'] as bigint) > (row['kept'] as bigint))
  const credits = await loadCredits(
    sql,
    brandId,
    reduced.map((row) => row['order_number'] as number),
    chainTime,
  )
  return sales.flatMap((sale): SettlingOrder[] => {
    const row = byNumber.get(sale['order_number'] as number)
    const member = row && members.get(row['member'] as number)
    return row && member ? [orderFrom(sale, row, member, credits.get(row['number'] as number) ?? [])] : []
  })
}

function orderFrom(sale: Row, row: Row, member: SettlingMember, credits: SettlingCredit[]): SettlingOrder {
  return {
    number: row['number'] as number,
    orderId: row['order_id'] as string,
    reference: row['reference'] as string,
    salt: row['salt'] as string,
    date: row['date'] as string,
    returnWindow: sale['return_window'] as number,
    kept: sale['kept'] as bigint,
    given: sale['given'] as bigint,
    member,
    credits,
  }
}

async function loadMembers(sql: Transaction, brandId: number, numbers: number[]): Promise<Map<number, SettlingMember>> {
  const rows = await sql`
    select number, external_id, coalesce(account, claim_address) as address, debt, credited, reversed from members
    where brand_id = ${brandId} and number = any(${numbers})`
  return new Map(
    rows.map((row) => {
      const { number, external_id: externalId, address, debt, credited, reversed } = row as unknown as MemberRow
      return [number, { number, externalId, address, debt, credited, reversed }]
    }),
  )
}

type MemberRow = Omit<SettlingMember, 'externalId'> & { external_id: string }

async function loadCredits(
  sql: Transaction,
  brandId: number,
  numbers: number[],
  chainTime: bigint,
): Promise<Map<number, SettlingCredit[]>> {
  const rows = await sql`
    select c.order_number, c.sequence, c.address, c.points, c.reversed,
      b.minted_at is null or b.minted_at + b.return_window > ${chainTime} as open
    from order_credits c join batches b on b.brand_id = c.brand_id and b.sequence = c.sequence
    where c.brand_id = ${brandId} and c.order_number = any(${numbers})
    order by c.order_number, c.sequence desc`
  const credits = new Map<number, SettlingCredit[]>()
  for (const { order_number: number, ...credit } of rows) {
    const list = credits.get(number as number) ?? []
    credits.set(number as number, [...list, credit as unknown as SettlingCredit])
  }
  return credits
}

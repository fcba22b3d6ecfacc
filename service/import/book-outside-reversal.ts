import type { Transaction } from '../database/open-database.ts'
import { changeUnsaved } from '../ledger/unsaved-rows.ts'

export type OutsideReversal = { brandId: number; sequence: bigint; address: string; points: bigint; source: string }

/** A reversal that somebody asked by hand comes off the newest orders of the credit. */
export async function bookOutsideReversal(
  sql: Transaction,
  { brandId, sequence, address, points, source }: OutsideReversal,
): Promise<void> {
  const rows = await sql`
    select c.order_number, o.member, c.points - c.reversed as left from order_credits c
    join orders o on o.brand_id = c.brand_id and o.number = c.order_number
    where c.brand_id = ${brandId} and c.sequence = ${sequence} and c.address = ${address}
    order by c.order_number desc`
  let rest = points
  for (const row of rows) {
    const left = row['left'] as bigint
    const taken = rest < left ? rest : left
    if (taken === 0n) continue
    rest -= taken
    const order = row['order_number'] as number
    const member = row['member'] as number
    await sql`
      update order_credits set reversed = reversed + ${taken}
      where brand_id = ${brandId} and order_number = ${order} and sequence = ${sequence}`
    await sql`
      update members set reversed = reversed + ${taken} where brand_id = ${brandId} and number = ${member}`
    const kept = await reduceSale(sql, { brandId, order, member, sequence, taken, source })
    await sql`update orders set taken = taken + ${kept ?? taken} where brand_id = ${brandId} and number = ${order}`
  }
}

type Reduced = { brandId: number; order: number; member: number; sequence: bigint; taken: bigint; source: string }

/** An order of a shop keeps less from then on; gives how much less, undefined where it is none of a shop. */
async function reduceSale(sql: Transaction, reduced: Reduced): Promise<bigint | undefined> {
  const { brandId, order, member, sequence, taken, source } = reduced
  const [sale] = await sql`
    select kept from sales where brand_id = ${brandId} and order_number = ${order} for update`
  if (!sale) return undefined
  const kept = sale['kept'] as bigint
  const less = kept < taken ? kept : taken
  const lowered = sql`
    update sales set given = given - ${taken}, outside = outside + ${taken}, kept = kept - ${less}
    where brand_id = ${brandId} and order_number = ${order} returning brand_id, order_number as number`
  await changeUnsaved(sql, 'sales', lowered)
  const entries = [
    { kind: 'return', points: -less, sequence: null },
    { kind: 'reverse', points: taken, sequence },
  ]
  for (const entry of entries.filter(({ points }) => points !== 0n)) {
    await sql`
      insert into ledger (brand_id, member, kind, points, order_number, sequence, source, happened_at)
      values (${brandId}, ${member}, ${entry.kind}, ${entry.points}, ${order}, ${entry.sequence}, ${source}, now())
      on conflict do nothing`
  }
  return less
}

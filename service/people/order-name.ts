import type { Transaction } from '../database/open-database.ts'
import { accountOfTills, type Device } from '../till/device.ts'
import type { TillDesk } from '../till/till-desk.ts'

/** What the books call an order that a till names: the till's own name, or what stands there since its buyer was erased. */
export async function orderNameOf(
  sql: Transaction,
  desk: TillDesk,
  { brandId, brand, mode }: Device,
  order: string,
): Promise<string> {
  const { names } = await desk.secrets.of(brand)
  const account = accountOfTills(mode)
  const erased = names.order('till', account, order)
  const rows = await sql`
    select 1 from till_entries where brand_id = ${brandId} and account = ${account} and order_id = ${erased} limit 1`
  return rows.length > 0 ? erased : order
}

/** What the books call a return of it: where the order's name is gone, those of its returns are, too. */
export async function refundNameOf(
  desk: TillDesk,
  { brand, mode }: Device,
  { order, toldAs, id }: { order: string; toldAs: string; id: string },
): Promise<string> {
  if (order === toldAs) return id
  const { names } = await desk.secrets.of(brand)
  return names.refund('till', accountOfTills(mode), id)
}

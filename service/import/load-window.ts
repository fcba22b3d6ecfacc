import type { Transaction } from '../database/open-database.ts'
import type { FileLine } from '../order-files/file-line.ts'
import type { BookWindow, WindowMember, WindowOrder } from './book-window.ts'

/** Whose books, and from which shop the orders come. */
export type BookScope = { brandId: number; provider: string; shop: string; run: number }

/** Queries name their rows by key, never by join, so that they are fast on tables without statistics too. */

/** Reads the members and orders that these lines name, and which of their lines an earlier file had. */
export async function loadNamed(
  sql: Transaction,
  scope: BookScope,
  window: BookWindow,
  lines: FileLine[],
  openOrder?: string,
): Promise<void> {
  const members = [...new Set(lines.map((line) => line.member))]
  const orderIds = [...new Set(lines.map((line) => line.order).concat(openOrder ?? []))]
  const orderRows = await sql`
    select * from orders where brand_id = ${scope.brandId} and provider = ${scope.provider} and shop = ${scope.shop}
      and order_id = any(${orderIds})`
  const byName = await sql`
    select * from members where brand_id = ${scope.brandId} and external_id = any(${members})`
  for (const row of byName) window.addMember(memberFrom(row))
  const owners = orderRows.map((row) => row['member'] as number).filter((each) => !window.membersByNumber.has(each))
  const wanted = sql`select * from members where brand_id = ${scope.brandId} and number = any(${owners})`
  for (const row of owners.length > 0 ? await wanted : []) window.addMember(memberFrom(row))
  for (const row of orderRows) window.addOrder(orderFrom(row, window))

  const numbers = [...window.orders.values()].filter((each) => each.seenRun !== scope.run).map((each) => each.number)
  if (numbers.length === 0) return
  const seen = await sql`
    select order_number, position, digest from order_lines
    where brand_id = ${scope.brandId} and order_number = any(${numbers}) and seen_run <> ${scope.run}
    order by order_number, position desc`
  for (const row of seen) rememberUnseen(window, row as unknown as SeenRow)
}

type SeenRow = { order_number: number; position: number; digest: bigint }

function rememberUnseen(window: BookWindow, row: SeenRow): void {
  const lines = window.unseen.get(row.order_number) ?? new Map<bigint, number[]>()
  window.unseen.set(row.order_number, lines)
  const positions = lines.get(row.digest)
  if (positions) positions.push(row.position)
  else lines.set(row.digest, [row.position])
}

/** Reads what a return of these members may reach: all their orders, and in them the lines of the items returned. */
export async function loadReturns(
  sql: Transaction,
  scope: BookScope,
  window: BookWindow,
  returns: FileLine[],
  now: bigint,
): Promise<void> {
  const members = [...new Set(returns.flatMap((line) => window.members.get(line.member)?.number ?? []))]
  if (members.length === 0) return
  const orderRows = await sql`
    select * from orders where brand_id = ${scope.brandId} and member = any(${members}) order by number desc`
  for (const row of orderRows) {
    const order = window.ordersByNumber.get(row['number'] as number) ?? orderFrom(row, window)
    window.ordersByNumber.set(order.number, order)
    order.member.orders.push(order)
  }
  const numbers = orderRows.map((row) => row['number'] as number)
  await loadLines(sql, scope, window, { numbers, items: [...new Set(returns.map((line) => line.item))] })
  await loadCredits(sql, scope, window, { numbers, now })
}

type LinesWanted = { numbers: number[]; items: string[] }

async function loadLines(sql: Transaction, scope: BookScope, window: BookWindow, { numbers, items }: LinesWanted) {
  const rows = await sql`
    select order_number, position, item, quantity, remaining, price, digest from order_lines
    where brand_id = ${scope.brandId} and order_number = any(${numbers}) and remaining > 0 and item = any(${items})
    order by order_number desc, position desc`
  for (const row of rows) {
    const {
      order_number: orderNumber,
      position,
      item,
      quantity,
      remaining: left,
      price,
      digest,
    } = row as unknown as LineRow
    window.ordersByNumber.get(orderNumber)?.lines.push({ orderNumber, position, item, quantity, left, price, digest })
  }
}

type LineRow = {
  order_number: number
  position: number
  item: string
  quantity: bigint
  remaining: bigint
  price: bigint
  digest: bigint
}

type CreditRow = {
  order_number: number
  sequence: bigint
  address: string
  points: bigint
  reversed: bigint
  minted_at: bigint | null
  return_window: number
}

async function loadCredits(
  sql: Transaction,
  scope: BookScope,
  window: BookWindow,
  { numbers, now }: { numbers: number[]; now: bigint },
) {
  const rows = await sql`
    select c.order_number, c.sequence, c.address, c.points, c.reversed, b.minted_at, b.return_window
    from order_credits c
    join batches b on b.brand_id = c.brand_id and b.sequence = c.sequence
    where c.brand_id = ${scope.brandId} and c.order_number = any(${numbers})
    order by c.order_number, c.sequence desc`
  for (const row of rows as unknown as CreditRow[]) {
    const { sequence, address, points, reversed, minted_at: mintedAt } = row
    const open = mintedAt === null || mintedAt + BigInt(row.return_window) > now
    window.ordersByNumber.get(row.order_number)?.credits.push({ sequence, address, points, reversed, open })
  }
}

type StoredRow = Record<string, unknown>

function memberFrom(row: StoredRow): WindowMember {
  return {
    number: row['number'] as number,
    externalId: row['external_id'] as string,
    claimKey: row['claim_key'] as string,
    claimAddress: row['claim_address'] as string,
    account: row['account'] as string | null,
    address: (row['account'] ?? row['claim_address']) as string,
    debt: row['debt'] as bigint,
    earned: row['earned'] as bigint,
    credited: row['credited'] as bigint,
    reversed: row['reversed'] as bigint,
    run: row['run'] as number,
    orders: [],
  }
}

function orderFrom(row: StoredRow, window: BookWindow): WindowOrder {
  const member = window.membersByNumber.get(row['member'] as number)
  if (!member) throw new Error(`Order ${String(row['order_id'])} names a member who is not there.`)
  return {
    number: row['number'] as number,
    orderId: row['order_id'] as string,
    member,
    reference: row['reference'] as string,
    salt: row['salt'] as string,
    date: row['date'] as string,
    original: row['original'] as bigint,
    remaining: row['remaining'] as bigint,
    earned: row['earned'] as bigint,
    taken: row['taken'] as bigint,
    positions: row['positions'] as number,
    run: row['run'] as number,
    seenRun: row['seen_run'] as number,
    lines: [],
    credits: [],
  }
}

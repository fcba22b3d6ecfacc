import { formatDecimal } from '../../loyalty/decimal.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import type { Breakdown, StoredLine } from '../ledger/ledger-window.ts'
import type { MemberExport } from './export-schema.ts'

type Sql = Database | Transaction
type Order = MemberExport['orders'][number]
type Scope = { brandId: number; number: number }

const MICRO = 6

type OrderRow = {
  number: number
  provider: string
  shop: string
  order: string
  date: string
  earned: bigint
  taken: bigint
  currency: string | null
  channel: string | null
  location: string | null
  total: bigint | null
  tender: bigint | null
  cancelled: boolean | null
  lines: StoredLine[] | null
  breakdown: Breakdown | null
}

/** A member's orders, the oldest first, with lines and returns. */
export async function exportOrders(sql: Sql, { brandId, number }: Scope): Promise<Order[]> {
  const rows = await sql<OrderRow[]>`
    select o.number, o.provider, o.shop, o.order_id as order, o.date, o.earned, o.taken, s.currency, s.channel,
      s.location, s.total, s.tender, s.cancelled, s.lines, s.breakdown
    from orders o left join sales s on s.brand_id = o.brand_id and s.order_number = o.number
    where o.brand_id = ${brandId} and o.member = ${number} order by o.number`
  const numbers = rows.map((row) => row.number)
  const fileLines = Map.groupBy(await readFileLines(sql, brandId, numbers), ({ order }) => order)
  const returns = Map.groupBy(await readReturns(sql, brandId, numbers), ({ order }) => order)
  return rows.map((row) => ({
    ...{ number: row.number, provider: row.provider, shop: row.shop, order: row.order, date: row.date },
    ...{ currency: row.currency, channel: row.channel, location: row.location, cancelled: row.cancelled ?? false },
    total: row.total === null ? null : formatDecimal(row.total, MICRO),
    paidWithPoints: row.tender === null ? null : formatDecimal(row.tender, MICRO),
    earned: formatPoints(row.earned),
    takenBack: formatPoints(row.taken),
    lines: row.lines ? soldLines(row.lines, row.breakdown) : (fileLines.get(row.number) ?? []).map(fileLine),
    returns: (returns.get(row.number) ?? []).map(({ refund, at, amount, undone }) => {
      return { refund, at: at.toISOString(), amount: formatDecimal(amount, MICRO), undone }
    }),
  }))
}

function soldLines(lines: readonly StoredLine[], breakdown: Breakdown | null): Order['lines'] {
  const given = new Map(breakdown?.lines.map((line) => [line.lineId, BigInt(line.points)]))
  return lines.map(({ id, sku, product, quantity, net }) => {
    const earned = given.get(id)
    const item = sku ?? product ?? id
    return {
      ...{ item, quantity, amount: formatDecimal(BigInt(net), MICRO) },
      points: earned === undefined ? null : formatPoints(earned),
    }
  })
}

type FileLine = { order: number; item: string; quantity: bigint; price: bigint }

function readFileLines(sql: Sql, brandId: number, numbers: number[]): Promise<FileLine[]> {
  return sql<FileLine[]>`
    select order_number as order, item, quantity, price from order_lines
    where brand_id = ${brandId} and order_number = any(${numbers}) order by order_number, position`
}

const fileLine = ({ item, quantity, price }: FileLine): Order['lines'][number] => ({
  ...{ item, quantity: quantity.toString(), points: null },
  amount: formatDecimal(quantity * price, MICRO),
})

type ReturnRow = { order: number; refund: string; at: Date; amount: bigint; undone: boolean }

function readReturns(sql: Sql, brandId: number, numbers: number[]): Promise<ReturnRow[]> {
  return sql<ReturnRow[]>`
    select order_number as order, refund_id as refund, happened_at as at, amount, undone from returns
    where brand_id = ${brandId} and order_number = any(${numbers}) order by happened_at, refund_id`
}

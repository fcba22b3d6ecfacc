import type { Database, Transaction } from '../database/open-database.ts'
import type { Provider } from '../shops/shop-event.ts'
import type { ShopMode } from './shop.ts'

export const INBOX_STATES = ['received', 'waiting', 'parked', 'processed', 'ignored'] as const

/** What still wants something; the others are too many to be counted each time. */
export const OPEN_STATES = ['received', 'waiting', 'parked'] as const satisfies readonly InboxState[]

export type InboxState = (typeof INBOX_STATES)[number]

export type InboxRow = {
  id: bigint
  brandId: number
  brand: string
  shop: number
  provider: Provider
  account: string
  deliveryId: string
  topic: string
  mode: ShopMode
  status: InboxState
  reason: string | null
  detail: Record<string, unknown> | null
  attempts: number
  receivedAt: Date
  happenedAt: Date | null
  dueAt: Date
  settledAt: Date | null
  body: Buffer | null
}

export type InboxFilter = { brandId?: number; states: readonly InboxState[]; before?: bigint; limit: number }

/** Rows of the inbox without their bodies, the newest first. */
export async function listInbox(
  sql: Database | Transaction,
  { brandId, states, before, limit }: InboxFilter,
): Promise<Omit<InboxRow, 'body'>[]> {
  return sql<Omit<InboxRow, 'body'>[]>`
    select ${columns(sql)} from inbox join brands using (brand_id)
    where status = any (${[...states]}::text[])
      and (${brandId ?? null}::bigint is null or brand_id = ${brandId ?? null}::bigint)
      and (${before?.toString() ?? null}::bigint is null or id < ${before?.toString() ?? null}::bigint)
    order by id desc limit ${limit}`
}

export async function findDelivery(sql: Database | Transaction, id: bigint): Promise<InboxRow | undefined> {
  const [row] = await sql<InboxRow[]>`
    select ${columns(sql)}, body from inbox join brands using (brand_id) where id = ${id.toString()}::bigint`
  return row
}

/** How many deliveries are in each state. */
export async function countInbox(
  sql: Database | Transaction,
  { brandId, states = INBOX_STATES }: { brandId?: number; states?: readonly InboxState[] } = {},
): Promise<Partial<Record<InboxState, bigint>>> {
  const rows = await sql<{ status: InboxState; count: bigint }[]>`
    select status, count(*) from inbox
    where ${brandId === undefined ? sql`true` : sql`brand_id = ${brandId}`} and status in ${sql([...states])}
    group by status`
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}

const columns = (sql: Database | Transaction) => sql`
  id, brand_id::int as "brandId", code as brand, shop, provider, account, delivery_id as "deliveryId", topic, mode, status,
  reason, detail, attempts, received_at as "receivedAt", happened_at as "happenedAt", due_at as "dueAt",
  settled_at as "settledAt"`

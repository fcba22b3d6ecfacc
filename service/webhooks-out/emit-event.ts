import { randomBytes } from 'node:crypto'
import type { Database, Transaction } from '../database/open-database.ts'

export const EVENT_TYPES = [
  'points.minted',
  'points.reversed',
  'order.parked',
  'debt.changed',
  'payment.returned',
] as const

export type EventType = (typeof EVENT_TYPES)[number]

export type Mode = 'live' | 'test'

/** What happened; amounts in `data` are decimal strings, and nothing in it is personal. */
export type OutgoingEvent = { type: EventType; data: Record<string, unknown>; mode?: Mode }

/**
 * Tells a brand's systems what happened, once the caller's transaction is committed: one message per address that wants it.
 * Without such an address nothing is kept.
 */
export function emitEvent(
  sql: Database | Transaction,
  brandId: number,
  type: EventType,
  data: Record<string, unknown>,
  { mode = 'live', at = new Date() }: { mode?: Mode; at?: Date } = {},
): Promise<void> {
  return emitEvents(sql, brandId, [{ type, data, mode }], { at })
}

/** The same for many at once, in one statement. */
export async function emitEvents(
  sql: Database | Transaction,
  brandId: number,
  events: readonly OutgoingEvent[],
  { at = new Date() }: { at?: Date } = {},
): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ type, data, mode = 'live' }) => ({
    key: randomBytes(16).toString('base64url'),
    type,
    mode,
    body: JSON.stringify({ type, timestamp: at.toISOString(), mode, data }),
  }))
  await sql`
    insert into webhook_messages (id, brand_id, target, type, mode, body)
    select 'msg_' || event.key || '_' || target.number, target.brand_id, target.number, event.type, event.mode, event.body
    from unnest(
      ${rows.map(({ key }) => key)}::text[], ${rows.map(({ type }) => type)}::text[],
      ${rows.map(({ mode }) => mode)}::text[], ${rows.map(({ body }) => body)}::text[]
    ) with ordinality as event (key, type, mode, body, place)
    join webhook_targets target on target.brand_id = ${brandId} and target.status = 'active' and target.mode = event.mode
      and (target.types is null or event.type = any (target.types))
    order by event.place, target.number`
}

import type { Hono } from 'hono'
import { formatPoints } from '../../chain/codec/points.ts'
import { AccessError } from '../access/access-error.ts'
import type { KeyHolder } from '../access/find-caller.ts'
import { retryInboxBy } from '../access/inbox-acts.ts'
import type { Transaction } from '../database/open-database.ts'
import { insertDelivery } from '../intake/insert-delivery.ts'
import { listShops } from '../intake/list-shops.ts'
import { countInbox, type InboxRow, listInbox, OPEN_STATES } from '../intake/read-inbox.ts'
import { readEntries, type ShownEntry } from '../ledger/read-entries.ts'
import { byCaller, nothingThere, numberOf, queryOf } from './brand-asked.ts'
import type { BrandDesk } from './brand-routes.ts'
import { eventSchema, inboxPageSchema, inboxRetrySchema, pageSchema } from './brand-schema.ts'

/** What shops delivered, and what the ledger made of it. */
export function brandInboxRoutes(routes: Hono, desk: BrandDesk): void {
  const { door, database, now } = desk
  routes.get('/inbox', async (context) => {
    const { brandId } = await door.admit(context, 'listInbox')
    const { status, before, limit } = queryOf(context, inboxPageSchema)
    const filter = { brandId, states: [status], limit, ...(before === undefined ? {} : { before }) }
    const [rows, counted] = await Promise.all([
      listInbox(database, filter),
      countInbox(database, { brandId, states: OPEN_STATES }),
    ])
    return context.json({
      counts: Object.fromEntries(OPEN_STATES.map((state) => [state, (counted[state] ?? 0n).toString()])),
      deliveries: rows.map(describeDelivery),
      next: nextOf(rows, limit, ({ id }) => id),
    })
  })
  routes.post('/inbox/retry', (context) =>
    door.once(context, 'retryInbox', {
      ...{ schema: inboxRetrySchema, status: 200 },
      work: async (sql, caller, asked) => {
        const ids = 'ids' in asked ? asked.ids.map(BigInt) : undefined
        return { retried: await retryInboxBy(sql, byCaller(caller, now()), ids) }
      },
    }),
  )
  routes.post('/events', (context) =>
    door.once(context, 'tellEvent', {
      ...{ schema: eventSchema, status: 201 },
      work: (sql, caller, { shop, message }) => {
        const key = context.req.header('idempotency-key') ?? ''
        return takeEvent(sql, desk, { caller, shop, message, key })
      },
    }),
  )
  routes.get('/members/:member/entries', async (context) => {
    const { brandId } = await door.admit(context, 'listMemberEntries')
    const member = numberOf(context, 'member')
    const { before, limit } = queryOf(context, pageSchema)
    const [known] = await database`select 1 from members where brand_id = ${brandId} and number = ${member}`
    if (!known) throw nothingThere('member')
    const entries = (await readEntries(database, brandId, { number: member, last: limit, before })).toReversed()
    return context.json({ entries: entries.map(describeEntry), next: nextOf(entries, limit, ({ entry }) => entry) })
  })
}

type Event = { caller: KeyHolder; shop: number; message: { type: string; at: string }; key: string }

/** Into the inbox like a signed delivery: the key of the request stands for the signature and for the delivery's id. */
async function takeEvent(sql: Transaction, { vault }: BrandDesk, { caller, shop: number, message, key }: Event) {
  const { brandId } = caller
  const [shop] = await listShops(sql, { brandId, number, connected: true })
  if (!shop) throw nothingThere('connected shop')
  if (shop.provider !== 'generic') {
    const sentence = `Shop ${number} delivers by itself. Events are told to a shop of the provider 'generic'.`
    throw new AccessError('NotGeneric', { status: 422, sentence })
  }
  const { account, mode } = shop
  // Callers name keys after orders: in the clear they would outlive these.
  const keyed = vault.digest(brandId, new TextEncoder().encode(key))
  const inserted = await insertDelivery(sql, vault, {
    ...{ brandId, shop: number, provider: 'generic', account, mode },
    deliveryId: `key ${caller.number} ${keyed}`,
    topic: message.type,
    happenedAt: new Date(message.at),
    body: new TextEncoder().encode(JSON.stringify(message)),
  })
  if (inserted !== 'different') return { received: true, duplicate: inserted === 'duplicate' }
  const sentence = 'Another event was told under this Idempotency-Key. Make a new key for each new event.'
  throw new AccessError('KeyReused', { status: 422, sentence })
}

function describeDelivery(row: Omit<InboxRow, 'body'>) {
  const { id, shop, provider, account, mode, deliveryId, topic, status, reason, detail, attempts } = row
  return {
    id: id.toString(),
    ...{ shop, provider, account, mode, topic, deliveryId, status, reason, detail, attempts },
    receivedAt: row.receivedAt.toISOString(),
    happenedAt: row.happenedAt?.toISOString() ?? null,
    dueAt: status === 'waiting' ? row.dueAt.toISOString() : null,
    settledAt: row.settledAt?.toISOString() ?? null,
  }
}

function describeEntry({ entry, order, kind, points, sequence, source, detail, happenedAt }: ShownEntry) {
  const batch = sequence?.toString() ?? null
  const facts = { order, kind, points: formatPoints(points), batch, source, detail }
  return { entry: entry.toString(), ...facts, happenedAt: happenedAt.toISOString() }
}

function nextOf<row>(rows: readonly row[], limit: number, idOf: (row: row) => bigint): string | null {
  const last = rows.at(-1)
  return last === undefined || rows.length < limit ? null : idOf(last).toString()
}

import type { Hex } from 'viem'
import type { Actor } from '../access/actor.ts'
import { recordAct } from '../access/record-act.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import { raiseAlert, settleAlert } from '../intake/alerts.ts'
import { identifiersOf, type ShopScope } from '../ledger/identify.ts'
import type { InboxRow } from '../ledger/read-inbox.ts'
import type { PrivacyRequest } from '../shops/shop-event.ts'

/** What a shop asked about a person, as it was delivered. */
export type AskedPrivacy = { row: InboxRow; scope: ShopScope; event: PrivacyRequest }

type Desk = { brandId: number; pepper: Hex }

/** Providers give 30 days, as the law does a month. */
const DUE_MS = 30 * 86_400_000

/**
 * Keeps what a shop asked about people, by numbers of the books alone, in the transaction that books its delivery. One about
 * somebody nobody knows is answered by that, and the row is the trace of it.
 */
export async function keepPrivacyRequests(sql: Transaction, desk: Desk, asked: readonly AskedPrivacy[]): Promise<void> {
  for (const each of asked) await keepOne(sql, desk, each)
}

async function keepOne(sql: Transaction, desk: Desk, { row, scope, event }: AskedPrivacy): Promise<void> {
  const { brandId } = desk
  const { provider, shop } = scope
  const about = await whoIsMeant(sql, desk, { scope, event })
  const unknown = about.members.length === 0
  const dueAt = new Date(row.receivedAt.getTime() + DUE_MS).toISOString()
  const [kept] = await sql<{ id: bigint }[]>`
    insert into privacy_requests (brand_id, kind, provider, shop, inbox_id, members, orders, hashes, received_at, due_at, status,
      answer, answered_at)
    values (${brandId}, ${event.request}, ${provider}, ${shop}, ${row.id}, ${about.members}, ${about.orders}, ${about.hashes},
      ${row.receivedAt.toISOString()}, ${dueAt}, ${unknown ? 'done' : 'open'}, ${unknown ? 'nobody here is known by it' : null},
      ${unknown ? row.receivedAt.toISOString() : null})
    on conflict (inbox_id) do nothing returning id`
  if (!kept) return
  const detail = { kind: event.request, members: about.members.length, due: dueAt }
  await recordAct(sql, {
    ...{ brandId, actor: { shop: row.shop }, act: 'privacy.request', subject: `request ${kept.id}`, detail },
    at: row.receivedAt,
  })
  if (!unknown) await raiseAlert(sql, { brandId, kind: 'privacyRequest', subject: String(kept.id), detail })
}

type About = { members: number[]; orders: number[]; hashes: string[] }

/** By the shop's own customer number and the orders it names; by e-mail and phone where these find nobody. */
async function whoIsMeant(
  sql: Transaction,
  { brandId, pepper }: Desk,
  { scope, event }: Pick<AskedPrivacy, 'scope' | 'event'>,
): Promise<About> {
  const { provider, shop } = scope
  if (event.request === 'redactShop') return everybodyOf(sql, brandId, scope)
  const orders = await sql<{ number: number; member: number }[]>`
    select number, member from orders where brand_id = ${brandId} and provider = ${provider} and shop = ${shop}
      and order_id = any(${event.orderIds})`
  const known = identifiersOf(pepper, scope, event.customer)
  const found = await sql<{ kind: string; hash: string; member: number }[]>`
    select i.kind, i.hash, i.member from identifiers i
    where i.brand_id = ${brandId} and i.kind = any(${known.map(({ kind }) => kind)})
      and i.hash = any(${known.map(({ hash }) => hash)})`
  const sure = found.filter(({ kind }) => kind === 'id' || kind === 'account')
  const members = [...(sure.length > 0 ? sure : found), ...orders].map(({ member }) => member)
  return {
    members: [...new Set(members)].filter((number) => number !== 0),
    orders: orders.map(({ number }) => number),
    hashes: found.flatMap(({ kind, hash }) => (kind === 'id' ? hash : [])),
  }
}

async function everybodyOf(sql: Transaction, brandId: number, { provider, shop }: ShopScope): Promise<About> {
  const rows = await sql<{ member: number }[]>`
    select distinct member from orders
    where brand_id = ${brandId} and provider = ${provider} and shop = ${shop} and member <> 0`
  return { members: rows.map(({ member }) => member), orders: [], hashes: [] }
}

export type OpenRequest = {
  brandId: number
  brand: string
  id: bigint
  kind: PrivacyRequest['request']
  provider: string
  shop: string
  members: number[]
  receivedAt: Date
  dueAt: Date
  status: 'open' | 'done'
  answer: string | null
}

/** Requests, those due first; all of them or the open ones. */
export async function listPrivacyRequests(
  sql: Database | Transaction,
  { brandId, all = false }: { brandId?: number | undefined; all?: boolean } = {},
): Promise<OpenRequest[]> {
  return await sql<OpenRequest[]>`
    select r.brand_id::int as "brandId", b.code as brand, r.id, r.kind, r.provider, r.shop, r.members,
      r.received_at as "receivedAt", r.due_at as "dueAt", r.status, r.answer
    from privacy_requests r join brands b using (brand_id)
    where (${brandId ?? null}::bigint is null or r.brand_id = ${brandId ?? null})
      and (${all} or r.status = 'open') order by r.status desc, r.due_at, r.id`
}

/** Notes how a request was answered, and that nobody has to look at it any more. */
export async function answerRequest(
  sql: Transaction,
  { brandId, id, answer, actor, at }: { brandId: number; id: bigint; answer: string; actor: Actor; at: Date },
): Promise<void> {
  const { count } = await sql`
    update privacy_requests set status = 'done', answer = ${answer}, answered_at = ${at.toISOString()}
    where brand_id = ${brandId} and id = ${id} and status = 'open'`
  if (count === 0) return
  await settleAlert(sql, { brandId, kind: 'privacyRequest', subject: String(id) })
  await recordAct(sql, { brandId, actor, act: 'privacy.request', subject: `request ${id}`, detail: { answer }, at })
}

import { formatDecimal } from '../../loyalty/decimal.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import type { Actor } from '../access/actor.ts'
import { recordAct } from '../access/record-act.ts'
import type { Transaction } from '../database/open-database.ts'
import { type Contact, openContact } from '../till/contact.ts'
import { currentConsents, readConsents, type ConsentEntry } from './consents.ts'
import { accountsOf } from './accounts-of.ts'
import type { TheirOrder } from './erase-rows.ts'
import { exportOrders } from './export-orders.ts'
import type { MemberExport } from './export-schema.ts'
import type { Person } from './find-person.ts'
import { KEPT_DATA } from './kept-data.ts'
import type { PeopleDesk } from './people-desk.ts'
import { readIdentifiers as readKnownBy } from './read-identifiers.ts'
import { findTheirDeliveries } from './their-deliveries.ts'

/** Everything a brand keeps of a person, at one moment. That it was asked for is recorded. */
export async function exportMember(
  desk: PeopleDesk,
  person: Person,
  { actor, request }: { actor: Actor; request?: bigint | undefined },
): Promise<MemberExport> {
  const { brandId, member } = person
  const exported = await desk.database.begin('isolation level repeatable read read only', (sql) =>
    collect(sql, desk, person),
  )
  const act = { brandId, actor, act: 'member.export' as const, subject: member?.number ?? '', at: desk.now() }
  const detail = { request: request === undefined ? null : request.toString() }
  await desk.database.begin((sql) => recordAct(sql, { ...act, detail }))
  return exported as MemberExport
}

async function collect(sql: Transaction, desk: PeopleDesk, person: Person): Promise<MemberExport> {
  const { brandId, brand, member, names } = person
  const enrolments = await readEnrolments(sql, person)
  const contacts = await Promise.all(enrolments.map((each) => openContact(sql, desk, brandId, each)))
  const contact = Object.assign({}, ...contacts) as Contact
  const history = (await readConsents(sql, person)).map(shownConsent)
  const scope = { brandId, number: member?.number ?? 0 }
  return {
    ...{ schema: 1, brand, exportedAt: desk.now().toISOString() },
    member: {
      ...{ number: member?.number ?? null, names },
      enrolled: enrolments.map(({ at, location }) => ({ at: at.toISOString(), location })),
    },
    contact: {
      ...{ name: contact.name ?? null, email: contact.email ?? null },
      ...{ phone: contact.phone ?? null, card: contact.card ?? null },
    },
    identifiers: await readIdentifiers(sql, person, contact),
    consents: { now: currentConsents(await readConsents(sql, person)).map(shownConsent), history },
    account: {
      address: member?.account ?? enrolments.find(({ account }) => account !== null)?.account ?? null,
      claimAddress: member?.claimAddress ?? null,
    },
    points: await readPoints(sql, scope),
    orders: member ? await exportOrders(sql, scope) : [],
    ledger: await readLedger(sql, scope),
    payments: await readPayments(sql, brandId, await accountsOf({ database: sql, home: desk.home }, person)),
    deliveries: await readDeliveries(sql, desk, person),
    receipts: await readReceipts(sql, scope),
    requests: await readRequests(sql, scope),
    kept: Object.values(KEPT_DATA).map(({ what, where, why, days, until }) => ({ what, where, why, days, until })),
  }
}

const shownConsent = ({ at, ...said }: ConsentEntry) => ({ ...said, at: at.toISOString() })

type Scope = { brandId: number; number: number }
type Enrolment = { externalId: string; account: string | null; contact: Buffer | null; at: Date; location: string }

async function readEnrolments(sql: Transaction, { brandId, enrolled }: Person): Promise<Enrolment[]> {
  return await sql<Enrolment[]>`
    select external_id as "externalId", account, contact, enrolled_at as at, location from till_members
    where brand_id = ${brandId} and external_id = any(${enrolled}) order by enrolled_at`
}

type KnownBy = { kind: MemberExport['identifiers'][number]['kind']; hash: string }

async function readIdentifiers(
  sql: Transaction,
  { brandId, member, enrolled }: Person,
  contact: Contact,
): Promise<MemberExport['identifiers']> {
  const rows = await sql<KnownBy[]>`
    select kind, hash from identifiers where brand_id = ${brandId} and member = ${member?.number ?? 0}
    union
    select kind, hash from till_identifiers where brand_id = ${brandId} and external_id = any(${enrolled})
    order by kind, hash`
  const values = { ...contact, account: member?.account } as Partial<Record<KnownBy['kind'], string | null>>
  return rows.map(({ kind, hash }) => ({ kind, value: values[kind] ?? null, hash }))
}

async function readPoints(sql: Transaction, { brandId, number }: Scope): Promise<MemberExport['points']> {
  const [row] = await sql<Record<'earned' | 'credited' | 'reversed' | 'debt' | 'pending', bigint>[]>`
    select earned, credited, reversed, debt,
      (select coalesce(sum(s.kept - s.given), 0)::bigint from orders o
        join sales s on s.brand_id = o.brand_id and s.order_number = o.number
        where o.brand_id = m.brand_id and o.member = m.number and s.kept - s.given > 0) as pending
    from members m where brand_id = ${brandId} and number = ${number}`
  return {
    earned: formatPoints(row?.earned ?? 0n),
    minted: formatPoints(row?.credited ?? 0n),
    takenBack: formatPoints(row?.reversed ?? 0n),
    pending: formatPoints(row?.pending ?? 0n),
    owed: formatPoints(row?.debt ?? 0n),
  }
}

type EntryRow = {
  kind: string
  points: bigint
  order: string | null
  sequence: bigint | null
  source: string
  detail: Record<string, unknown> | null
  at: Date
}

async function readLedger(sql: Transaction, { brandId, number }: Scope): Promise<MemberExport['ledger']> {
  const rows = await sql<EntryRow[]>`
    select l.kind, l.points, o.order_id as order, l.sequence, l.source, l.detail, l.happened_at as at
    from ledger l left join orders o on o.brand_id = l.brand_id and o.number = l.order_number
    where l.brand_id = ${brandId} and l.member = ${number}
      and l.order_number in (select number from orders where brand_id = ${brandId} and member = ${number})
    order by l.entry`
  return rows.map(({ kind, points, order, sequence, source, detail, at }) => {
    const batch = sequence?.toString() ?? null
    return { at: at.toISOString(), kind, points: formatPoints(points), order, batch, source, detail }
  })
}

type PaymentRow = { order: string; value: bigint; state: string; at: Date; transaction: string | null }

async function readPayments(sql: Transaction, brandId: number, accounts: string[]): Promise<MemberExport['payments']> {
  const rows = await sql<PaymentRow[]>`
    select order_id as order, coalesce(paid_value, value) as value, state, created_at as at,
      paid_transaction as transaction
    from till_payments
    where brand_id = ${brandId}
      and (member = any(${accounts}) or intent_member = any(${accounts}) or paid_member = any(${accounts}))
    order by created_at, id`
  return rows.map(({ value, at, ...rest }) => ({ ...rest, value: formatDecimal(value, 6), at: at.toISOString() }))
}

/** What shops sent and is still kept as it came: not booked yet, or nobody could read it. */
async function readDeliveries(sql: Transaction, desk: PeopleDesk, person: Person): Promise<MemberExport['deliveries']> {
  const { brandId, brand, member } = person
  const { pepper } = await desk.secrets.of(brand)
  const orders = await sql<TheirOrder[]>`
    select number, provider, shop, order_id as order, reference from orders
    where brand_id = ${brandId} and member = ${member?.number ?? 0}`
  const identifiers = await readKnownBy(sql, person)
  const found = await findTheirDeliveries(sql, { brandId, vault: desk.vault, pepper, identifiers, orders })
  return found.map(({ provider, account, receivedAt, content }) => {
    return { provider, shop: account, receivedAt: receivedAt.toISOString(), content: content.toString('utf8') }
  })
}

type ReceiptRow = { sequence: bigint; order: string; reference: string; salt: string; address: string; points: bigint }

async function readReceipts(sql: Transaction, { brandId, number }: Scope): Promise<MemberExport['receipts']> {
  const rows = await sql<ReceiptRow[]>`
    select c.sequence, o.order_id as order, o.reference, o.salt, c.address, c.points from orders o
    join order_credits c on c.brand_id = o.brand_id and c.order_number = o.number
    where o.brand_id = ${brandId} and o.member = ${number} order by c.sequence, o.number`
  return rows.map(({ sequence, points, ...rest }) => {
    return { ...rest, batch: sequence.toString(), points: formatPoints(points) }
  })
}

type RequestRow = { kind: string; receivedAt: Date; dueAt: Date; status: string }

async function readRequests(sql: Transaction, { brandId, number }: Scope): Promise<MemberExport['requests']> {
  const rows = await sql<RequestRow[]>`
    select kind, received_at as "receivedAt", due_at as "dueAt", status from privacy_requests
    where brand_id = ${brandId} and ${number} = any(members) order by id`
  return rows.map(({ kind, receivedAt, dueAt, status }) => {
    return { kind, status, receivedAt: receivedAt.toISOString(), dueAt: dueAt.toISOString() }
  })
}

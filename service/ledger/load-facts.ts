import type { Transaction } from '../database/open-database.ts'
import type { ShopEvent } from '../shops/shop-event.ts'
import type { Identifier, ShopScope } from './identify.ts'
import { identifierKey } from './find-member.ts'
import { keyOf, type LedgerMember, type LedgerOrder, LedgerWindow, type StoredReturn } from './ledger-window.ts'

/** What a window of events names, shop by shop. */
export type Named = {
  scope: ShopScope
  orderIds: Set<string>
  refundIds: Set<string>
  paymentIds: Set<string>
}

export function namedBy(scope: ShopScope, events: readonly ShopEvent[]): Named {
  const named: Named = { scope, orderIds: new Set(), refundIds: new Set(), paymentIds: new Set() }
  for (const event of events) {
    if (event.kind === 'privacy') continue
    if (event.orderId !== undefined) named.orderIds.add(event.orderId)
    if (event.kind === 'sale') for (const id of event.paymentIds ?? []) named.paymentIds.add(id)
    if (event.kind !== 'return' && event.kind !== 'returnUndone') continue
    named.refundIds.add(event.refundId)
    if (event.paymentId !== undefined) named.paymentIds.add(event.paymentId)
  }
  return named
}

/** Reads the part of the books that a window of events touches: a dozen questions, however many events there are. */
export async function loadFacts(
  sql: Transaction,
  brandId: number,
  { named, identifiers }: { named: readonly Named[]; identifiers: readonly Identifier[] },
): Promise<LedgerWindow> {
  const window = new LedgerWindow(await nextNumbers(sql, brandId))
  const numbers = new Set<number>()
  const loose: StoredReturn[] = []
  for (const each of named) {
    for (const number of await numbersOf(sql, brandId, each, { window, loose })) numbers.add(number)
  }
  await loadOrders(sql, brandId, window, [...numbers])
  for (const stored of loose) window.addReturn(stored)
  await loadMembers(sql, brandId, window, identifiers)
  return window
}

async function nextNumbers(sql: Transaction, brandId: number) {
  const [row] = await sql`
    select
      (select coalesce(max(number), 0) + 1 from members where brand_id = ${brandId})::int as member,
      (select coalesce(max(number), 0) + 1 from orders where brand_id = ${brandId})::int as "order"`
  return { nextMember: row?.['member'] as number, nextOrder: row?.['order'] as number }
}

type Found = { window: LedgerWindow; loose: StoredReturn[] }

/** Numbers of the orders that a shop's events name, by themselves, by a refund or by a payment. */
async function numbersOf(
  sql: Transaction,
  brandId: number,
  { scope: { provider, shop }, orderIds, refundIds, paymentIds }: Named,
  { window, loose }: Found,
): Promise<number[]> {
  const byName = await sql`
    select number from orders where brand_id = ${brandId} and provider = ${provider} and shop = ${shop}
      and order_id = any(${[...orderIds]})`
  const byPayment =
    paymentIds.size === 0
      ? []
      : await sql`
          select payment_id, order_number from sale_payments where brand_id = ${brandId} and provider = ${provider}
            and shop = ${shop} and payment_id = any(${[...paymentIds]})`
  for (const row of byPayment)
    window.payments.set(keyOf(provider, shop, row['payment_id'] as string), row['order_number'] as number)
  const byRefund =
    refundIds.size === 0
      ? []
      : await sql`
          select * from returns where brand_id = ${brandId} and provider = ${provider} and shop = ${shop}
            and refund_id = any(${[...refundIds]})`
  const waiting =
    paymentIds.size === 0
      ? []
      : await sql`
          select * from returns where brand_id = ${brandId} and provider = ${provider} and shop = ${shop}
            and payment_id = any(${[...paymentIds]}) and order_number is null`
  const unattached = new Map<string, StoredReturn>()
  for (const row of [...byRefund, ...waiting])
    if (row['order_number'] === null) unattached.set(row['refund_id'] as string, returnFrom(row))
  loose.push(...unattached.values())
  const numbers = [
    ...byName.map((row) => row['number']),
    ...[...byPayment, ...byRefund].map((row) => row['order_number']),
  ]
  return numbers.filter((number) => number !== null) as number[]
}

/** Reads orders with their sales and returns, by number. */
export async function loadOrders(
  sql: Transaction,
  brandId: number,
  window: LedgerWindow,
  numbers: number[],
): Promise<void> {
  if (numbers.length === 0) return
  const orders = await sql`select * from orders where brand_id = ${brandId} and number = any(${numbers})`
  const sales = await sql`select * from sales where brand_id = ${brandId} and order_number = any(${numbers})`
  const bySale = new Map(sales.map((row) => [row['order_number'] as number, row]))
  // Orders that a lost database left behind have receipts and no sale: what they were credited counts as given.
  const bare = numbers.filter((number) => !bySale.has(number))
  const given = await givenOf(sql, brandId, bare)
  for (const row of orders) {
    const number = row['number'] as number
    window.addOrder(orderFrom(row, bySale.get(number), given.get(number) ?? 0n))
  }
  const returns = await sql`select * from returns where brand_id = ${brandId} and order_number = any(${numbers})`
  for (const row of returns) window.addReturn(returnFrom(row))
}

async function givenOf(sql: Transaction, brandId: number, numbers: number[]): Promise<Map<number, bigint>> {
  if (numbers.length === 0) return new Map()
  const rows = await sql`
    select order_number, sum(points - reversed)::bigint as points from order_credits
    where brand_id = ${brandId} and order_number = any(${numbers}) group by order_number`
  return new Map(rows.map((row) => [row['order_number'] as number, row['points'] as bigint]))
}

async function loadMembers(
  sql: Transaction,
  brandId: number,
  window: LedgerWindow,
  identifiers: readonly Identifier[],
): Promise<void> {
  const hashes = [...new Set(identifiers.map(({ hash }) => hash))]
  const found =
    hashes.length === 0
      ? []
      : await sql`
          select kind, hash, member from identifiers where brand_id = ${brandId}
            and kind = any(${[...new Set(identifiers.map(({ kind }) => kind))]}) and hash = any(${hashes})`
  for (const row of found) window.known.set(identifierKey(row as unknown as Identifier), row['member'] as number)
  const owners = [...window.ordersByNumber.values()].map(({ member }) => member)
  const numbers = [...new Set([...owners, ...found.map((row) => row['member'] as number)])].filter((each) => each !== 0)
  if (numbers.length === 0) return
  const members = await sql`select * from members where brand_id = ${brandId} and number = any(${numbers})`
  for (const row of members) window.members.set(row['number'] as number, memberFrom(row))
}

type Row = Record<string, unknown>

export function memberFrom(row: Row): LedgerMember {
  return {
    number: row['number'] as number,
    externalId: row['external_id'] as string,
    claimKey: row['claim_key'] as string,
    claimAddress: row['claim_address'] as string,
    account: row['account'] as string | null,
    debt: row['debt'] as bigint,
    earned: row['earned'] as bigint,
    credited: row['credited'] as bigint,
    reversed: row['reversed'] as bigint,
    run: row['run'] as number,
  }
}

function orderFrom(row: Row, sale: Row | undefined, given: bigint): LedgerOrder {
  return {
    number: row['number'] as number,
    provider: row['provider'] as string,
    shop: row['shop'] as string,
    orderId: row['order_id'] as string,
    member: row['member'] as number,
    reference: row['reference'] as string,
    salt: row['salt'] as string,
    date: row['date'] as string,
    original: row['original'] as bigint,
    remaining: row['remaining'] as bigint,
    earned: row['earned'] as bigint,
    taken: row['taken'] as bigint,
    run: row['run'] as number,
    sale: sale && sale['digest'] !== null ? saleFrom(sale) : null,
    revision: (sale?.['revision'] as number | undefined) ?? 0,
    cancelled: (sale?.['cancelled'] as boolean | undefined) ?? false,
    cancelVersion: (sale?.['cancel_version'] as bigint | null | undefined) ?? null,
    refundList: (sale?.['refund_list'] as string[] | null | undefined) ?? null,
    refundListVersion: (sale?.['refund_list_version'] as bigint | null | undefined) ?? null,
    outside: (sale?.['outside'] as bigint | undefined) ?? 0n,
    kept: (sale?.['kept'] as bigint | undefined) ?? 0n,
    given: (sale?.['given'] as bigint | undefined) ?? given,
    refundShare: (sale?.['refund_share'] as bigint | undefined) ?? 0n,
    refundDone: (sale?.['refund_done'] as bigint | undefined) ?? 0n,
    returns: [],
  }
}

function saleFrom(row: Row): NonNullable<LedgerOrder['sale']> {
  return {
    digest: row['digest'] as string,
    version: row['version'] as bigint | null,
    toldAt: row['told_at'] as Date,
    paidAt: row['paid_at'] as Date,
    currency: row['currency'] as string,
    channel: row['channel'] as string,
    location: row['location'] as string | null,
    staff: row['staff'] as string | null,
    total: row['total'] as bigint,
    tender: row['tender'] as bigint,
    lines: row['lines'] as NonNullable<LedgerOrder['sale']>['lines'],
    breakdown: row['breakdown'] as NonNullable<LedgerOrder['sale']>['breakdown'],
    ruleVersion: row['rule_version'] as number,
    returnWindow: row['return_window'] as number,
    maturesAt: row['matures_at'] as Date,
  }
}

function returnFrom(row: Row): StoredReturn {
  return {
    provider: row['provider'] as string,
    shop: row['shop'] as string,
    refundId: row['refund_id'] as string,
    orderNumber: row['order_number'] as number | null,
    paymentId: row['payment_id'] as string | null,
    happenedAt: row['happened_at'] as Date,
    known: row['known'] as boolean,
    amount: row['amount'] as bigint,
    currency: row['currency'] as string | null,
    basis: row['basis'] as bigint | null,
    whole: row['whole'] as boolean,
    lines: row['lines'] as StoredReturn['lines'],
    staff: row['staff'] as string | null,
    undone: row['undone'] as boolean,
  }
}

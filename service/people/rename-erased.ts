import type { Transaction } from '../database/open-database.ts'
import { KeyError } from '../keys/key-error.ts'
import type { ShopScope } from '../ledger/identify.ts'
import { namedBy } from '../ledger/load-facts.ts'
import { keyOf } from '../ledger/ledger-window.ts'
import type { ReadRow } from '../ledger/read-inbox.ts'
import type { ShopEvent } from '../shops/shop-event.ts'
import type { ErasedNames } from './erased-names.ts'
import { hasErasures } from './erasure.ts'

/**
 * What a shop still tells of an erased person's orders, under the names these have in the books now: a repetition books
 * nothing twice, a late refund takes back what it should, and the names of the shop are not written again.
 */
export async function renameErased(
  sql: Transaction,
  brandId: number,
  names: ErasedNames | undefined,
  rows: ReadRow[],
): Promise<ReadRow[]> {
  if (rows.length === 0 || !(await hasErasures(sql, brandId))) return rows
  if (!names) throw new KeyError('Orders of erased people are known by a key that is not at hand. Nothing was booked.')
  const known = await findErased(sql, brandId, names, rows)
  return rows.map((each) => {
    if (each.read.kind !== 'events') return each
    const scope = scopeOf(each)
    const events = each.read.events.map((event) => renamed(event, scope, { names, known }))
    return { ...each, read: { ...each.read, events } }
  })
}

const scopeOf = ({ row }: ReadRow): ShopScope => ({ provider: row.provider, shop: row.account })

/** Names in the books of what these events name, where it was erased: orders, payments, and refunds that came alone. */
async function findErased(
  sql: Transaction,
  brandId: number,
  names: ErasedNames,
  rows: readonly ReadRow[],
): Promise<ReadonlySet<string>> {
  const orders = new Set<string>()
  const payments = new Set<string>()
  for (const each of rows) {
    if (each.read.kind !== 'events') continue
    const { provider, shop } = scopeOf(each)
    const named = namedBy({ provider, shop }, each.read.events)
    for (const id of named.orderIds) orders.add(names.order(provider, shop, id))
    for (const id of named.paymentIds) payments.add(names.payment(provider, shop, id))
  }
  const found = await sql<{ provider: string; shop: string; name: string }[]>`
    select provider, shop, order_id as name from orders
    where brand_id = ${brandId} and order_id = any(${[...orders]}) and provider || ' ' || shop = any(${shopsOf(rows)})
    union all
    select provider, shop, payment_id from sale_payments
    where brand_id = ${brandId} and payment_id = any(${[...payments]}) and provider || ' ' || shop = any(${shopsOf(rows)})`
  return new Set(found.map(({ provider, shop, name }) => keyOf(provider, shop, name)))
}

const shopsOf = (rows: readonly ReadRow[]): string[] => [
  ...new Set(rows.map(({ row }) => `${row.provider} ${row.account}`)),
]

type Known = { names: ErasedNames; known: ReadonlySet<string> }

function renamed(event: ShopEvent, { provider, shop }: ShopScope, { names, known }: Known): ShopEvent {
  if (event.kind === 'privacy') return event
  const order = event.orderId === undefined ? undefined : names.order(provider, shop, event.orderId)
  const payments = paymentsOf(event).map((id) => names.payment(provider, shop, id))
  const isErased = [order, ...payments].some((name) => name !== undefined && known.has(keyOf(provider, shop, name)))
  if (!isErased) return event
  const orderId = order === undefined ? {} : { orderId: order }
  const refund = (id: string): string => names.refund(provider, shop, id)
  switch (event.kind) {
    case 'sale':
      return { ...event, ...orderId, customer: undefined, staff: undefined, paymentIds: payments }
    case 'return':
    case 'returnUndone':
      return { ...event, ...orderId, ...withoutStaff(event), refundId: refund(event.refundId), paymentId: payments[0] }
    case 'refundList':
      return { ...event, ...orderId, refundIds: event.refundIds.map(refund) }
    case 'cancel':
      return { ...event, ...orderId, ...withoutStaff(event) }
  }
}

const withoutStaff = (event: ShopEvent): { staff?: undefined } => ('staff' in event ? { staff: undefined } : {})

function paymentsOf(event: ShopEvent): string[] {
  if (event.kind === 'sale') return event.paymentIds ?? []
  if (event.kind !== 'return' && event.kind !== 'returnUndone') return []
  return event.paymentId === undefined ? [] : [event.paymentId]
}

import type { Transaction } from '../database/open-database.ts'
import type { TheirRows } from './erase-rows.ts'

type Named = { order: string; name: string }
type AlertRow = { id: bigint; detail: Record<string, unknown>; payment: string | null; reference: string | null }

/** Payments of tills that go with the erased orders, and by which names. */
export type TheirPayments = ReadonlyMap<string, Named>

/** Alerts say orders by name, in fields and in sentences. */
export async function renameAlerts(
  sql: Transaction,
  { erasure: { brandId }, orders, names }: TheirRows,
  payments: TheirPayments,
): Promise<void> {
  const alerts = await sql<AlertRow[]>`
    select a.id, a.detail, p.id::text as payment, p.reference from alerts a
    left join till_payments p on p.brand_id = a.brand_id and p.id::text = a.detail ->> 'payment'
    where a.brand_id = ${brandId} and (a.detail ->> 'payment' = any(${[...payments.keys()]})
      or a.detail ->> 'order' = any(${orders.map(({ order }) => order)})
      or (a.detail ->> 'provider' is not null and a.subject = any(${orders.map(({ number }) => String(number))})))`
  for (const { id, detail, payment, reference } of alerts) {
    const named =
      payment === null
        ? orders
            .filter(({ provider, shop }) => isOf(detail, provider, shop))
            .map(({ provider, shop, order }) => ({ order, name: names.order(provider, shop, order) }))
        : [payments.get(payment)].filter((each) => each !== undefined)
    const renamed = named.reduce<unknown>((value, each) => without(value, each, reference ?? each.name), detail)
    await sql`update alerts set detail = ${JSON.stringify(renamed)}::text::jsonb where id = ${id}`
  }
}

/** An alert without a shop is one of a till. */
function isOf(detail: Record<string, unknown>, provider: string, shop: string): boolean {
  const said = detail['provider'] ?? 'till'
  return said === provider && (detail['shop'] === undefined || detail['shop'] === shop)
}

/** Commands name the order as a word: what it is refunded by stands there instead. */
function without(value: unknown, named: Named, word: string): unknown {
  if (typeof value === 'string') {
    return value === named.order ? named.name : ` ${value} `.replaceAll(` ${named.order} `, ` ${word} `).slice(1, -1)
  }
  if (Array.isArray(value)) return value.map((each) => without(each, named, word))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, without(each, named, word)]))
}

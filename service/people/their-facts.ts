import type { Database, Transaction } from '../database/open-database.ts'
import type { ErasedNames } from './erased-names.ts'

type Fact = { kind: 'refund' | 'payment'; provider: string; shop: string; id: string }

/** Names that the refunds and payments of these orders get, or have already. */
export async function readFacts(
  sql: Database | Transaction,
  names: ErasedNames,
  { brandId, orders }: { brandId: number; orders: readonly { number: number }[] },
): Promise<Set<string>> {
  const numbers = orders.map(({ number }) => number)
  const facts = await sql<Fact[]>`
    select 'refund' as kind, provider, shop, refund_id as id from returns
    where brand_id = ${brandId} and order_number = any(${numbers})
    union all
    select 'payment', provider, shop, payment_id from sale_payments
    where brand_id = ${brandId} and order_number = any(${numbers})`
  return new Set(facts.map(({ kind, provider, shop, id }) => names[kind](provider, shop, id)))
}

import type { Database, Transaction } from '../database/open-database.ts'
import { plainText } from '../database/plain-text.ts'
import type { DataVault } from '../keys/data-vault.ts'
import type { Provider } from '../shops/shop-event.ts'
import type { ShopMode } from './shop.ts'

export type Delivery = {
  brandId: number
  shop: number
  provider: Provider
  account: string
  mode: ShopMode
  deliveryId: string
  topic: string
  happenedAt?: Date | undefined
  body: Uint8Array
}

/** `different`: one of the same id is there already, with another body; the first one counts. */
export type Inserted = 'stored' | 'duplicate' | 'different'

/** Puts a delivery into the inbox, sealed, unless it is there: durable once the caller's transaction is. */
export async function insertDelivery(
  sql: Database | Transaction,
  vault: DataVault,
  delivery: Delivery,
): Promise<Inserted> {
  const [inserted] = await insertDeliveries(sql, vault, [delivery])
  if (inserted === undefined) throw new Error('The delivery was neither stored nor found.')
  return inserted
}

/** The same for many in one statement; all or none where it fails. */
export async function insertDeliveries(
  sql: Database | Transaction,
  vault: DataVault,
  deliveries: readonly Delivery[],
): Promise<Inserted[]> {
  const rows = deliveries.map((each) => rowOf(vault, each))
  const column = <key extends keyof Row>(name: key): Row[key][] => rows.map((row) => row[name])
  const stored = await sql<Stored[]>`
    insert into inbox (brand_id, shop, provider, account, delivery_id, topic, mode, happened_at, digest, body)
    select brand_id, shop, provider, account, delivery_id, topic, mode, happened_at, digest, decode(body, 'hex')
    from unnest(
      ${column('brandId')}::bigint[], ${column('shop')}::int[], ${column('provider')}::text[], ${column('account')}::text[],
      ${column('deliveryId')}::text[], ${column('topic')}::text[], ${column('mode')}::text[],
      ${column('happenedAt')}::timestamptz[], ${column('digest')}::text[], ${column('body')}::text[]
    ) as given (brand_id, shop, provider, account, delivery_id, topic, mode, happened_at, digest, body)
    -- In one order, so that two statements with the same deliveries wait for each other instead of one for each.
    order by brand_id, provider, account, delivery_id, mode
    on conflict (brand_id, provider, account, delivery_id, mode) do nothing
    returning brand_id::text as "brandId", provider, account, delivery_id as "deliveryId", mode, digest`
  const fresh = new Set(stored.map(keyOf))
  const known = new Map(stored.map((row) => [keyOf(row), row.digest]))
  const missing = rows.filter((row) => !fresh.has(keyOf(row)))
  if (missing.length > 0) for (const row of await findDigests(sql, missing)) known.set(keyOf(row), row.digest)
  return rows.map((row) => {
    // Of two of one id in the same statement the first was stored.
    if (fresh.delete(keyOf(row))) return 'stored'
    return known.get(keyOf(row)) === row.digest ? 'duplicate' : 'different'
  })
}

type Key = { brandId: string; provider: string; account: string; deliveryId: string; mode: string }
type Stored = Key & { digest: string }
type Row = ReturnType<typeof rowOf>

const keyOf = ({ brandId, provider, account, deliveryId, mode }: Key): string =>
  JSON.stringify([brandId, provider, account, deliveryId, mode])

async function findDigests(sql: Database | Transaction, rows: readonly Key[]): Promise<Stored[]> {
  return sql<Stored[]>`
    select brand_id::text as "brandId", provider, account, delivery_id as "deliveryId", mode, digest
    from inbox join unnest(
      ${rows.map(({ brandId }) => brandId)}::bigint[], ${rows.map(({ provider }) => provider)}::text[],
      ${rows.map(({ account }) => account)}::text[], ${rows.map(({ deliveryId }) => deliveryId)}::text[],
      ${rows.map(({ mode }) => mode)}::text[]
    ) as asked (brand_id, provider, account, delivery_id, mode)
      using (brand_id, provider, account, delivery_id, mode)`
}

function rowOf(vault: DataVault, delivery: Delivery) {
  const { brandId, shop, provider, account, mode, happenedAt, body } = delivery
  const deliveryId = plainText(delivery.deliveryId)
  return {
    brandId: String(brandId),
    ...{ shop, provider, account, mode, deliveryId },
    topic: plainText(delivery.topic),
    happenedAt: happenedAt?.toISOString() ?? null,
    digest: vault.digest(brandId, body),
    // Not as bytes: the driver cannot send lists of them.
    body: vault.seal(brandId, placeOf({ provider, account, deliveryId }), body).toString('hex'),
  }
}

/** Where a body belongs: sealed along, so that no body can be put into another row. */
export function placeOf({
  provider,
  account,
  deliveryId,
}: Pick<Delivery, 'provider' | 'account' | 'deliveryId'>): string {
  return JSON.stringify(['inbox', provider, account, deliveryId])
}

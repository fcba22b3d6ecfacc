import type { Hex } from 'viem'
import type { Transaction } from '../database/open-database.ts'
import { openBody } from '../intake/open-body.ts'
import type { DataVault } from '../keys/data-vault.ts'
import { identifierOf, type ShopScope } from '../ledger/identify.ts'
import type { Provider } from '../shops/shop-event.ts'
import type { TheirOrder, TheirRows } from './erase-rows.ts'

export type Whose = {
  brandId: number
  vault: DataVault
  pepper: Hex
  /** `kind hash` of what the person is known by. */
  identifiers: ReadonlySet<string>
  orders: readonly TheirOrder[]
}

type Row = {
  id: bigint
  brandId: bigint
  provider: Provider
  account: string
  deliveryId: string
  body: Buffer
  status: 'received' | 'waiting' | 'parked'
  receivedAt: Date
}

export type TheirDelivery = Pick<Row, 'id' | 'status' | 'provider' | 'account' | 'receivedAt'> & { content: Buffer }

/** Deliveries whose bodies are still kept and name the person, in whatever place; also those nobody could read. */
export async function findTheirDeliveries(sql: Transaction, whose: Whose): Promise<TheirDelivery[]> {
  const found: TheirDelivery[] = []
  for (let after = 0n; ;) {
    const rows = await sql<Row[]>`
      select id, brand_id as "brandId", provider, account, delivery_id as "deliveryId", body, status,
        received_at as "receivedAt" from inbox
      where brand_id = ${whose.brandId} and id > ${after} and body is not null order by id limit 500`
    for (const row of rows) {
      const content = openBody(whose.vault, row)
      if (names(content, row, whose)) found.push({ ...row, content })
    }
    after = rows.at(-1)?.id ?? after
    if (rows.length === 0) return found
  }
}

function names(body: Buffer, { provider, account: shop }: Row, whose: Whose): boolean {
  const orders = new Set(
    whose.orders.filter((each) => each.provider === provider && each.shop === shop).map(({ order }) => order),
  )
  return leavesOf(body).some((text) => orders.has(text) || isKnown(text, { provider, shop }, whose))
}

function isKnown(text: string, { provider, shop }: ShopScope, { pepper, identifiers }: Whose): boolean {
  const hashed = [
    identifierOf(pepper, 'email', text),
    identifierOf(pepper, 'phone', text),
    identifierOf(pepper, 'card', text),
    identifierOf(pepper, 'account', text),
    identifierOf(pepper, 'id', `${provider}\n${shop}\n${text.trim()}`),
  ]
  return hashed.some((each) => each !== undefined && identifiers.has(`${each.kind} ${each.hash}`))
}

/** Every value of a JSON text, and what follows the last slash of it; a text that is none, word by word. */
function leavesOf(body: Buffer): string[] {
  const leaves: string[] = []
  const text = body.toString('utf8')
  try {
    JSON.parse(text, ((_key: string, value: unknown, { source }: { source?: string }) => {
      if (typeof value === 'string') leaves.push(value, value.slice(value.lastIndexOf('/') + 1))
      else if (typeof value === 'number') leaves.push(source ?? String(value))
      return value
    }) as Parameters<typeof JSON.parse>[1])
    return leaves
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return text.split(/[\s"',;<>=&]+/)
  }
}

/** Deliveries of before were named by their order, and events by a key that their caller made up. Newer ones say nothing. */
export async function renameDeliveries(sql: Transaction, { erasure: { brandId }, orders }: TheirRows): Promise<void> {
  for (const [place, theirs] of Map.groupBy(orders, ({ provider, shop }) => JSON.stringify([provider, shop]))) {
    const [provider = '', shop = ''] = JSON.parse(place) as string[]
    const named = theirs.map(({ order }) => order)
    if (provider === 'woocommerce') {
      await sql`
        update inbox set delivery_id = regexp_replace(delivery_id, '^.*:', 'sha256:')
        where brand_id = ${brandId} and provider = ${provider} and account = ${shop} and body is null
          and delivery_id ~ '^[0-9]+:' and split_part(delivery_id, ':', 1) = any(${named})`
    }
    if (provider === 'generic') {
      await sql`
        update inbox set delivery_id = 'erased ' || id
        where brand_id = ${brandId} and provider = ${provider} and account = ${shop} and body is null
          and delivery_id !~ '^key [0-9]+ [0-9a-f]{64}$'
          and exists (select 1 from unnest(${named}::text[]) name where position(name in delivery_id) > 0)`
    }
  }
}

/** Their bodies go. What they told of orders stands in the books already. */
export async function dropDeliveries(sql: Transaction, ids: readonly bigint[]): Promise<void> {
  const list = ids.map(String)
  await sql`
    update inbox set body = null, status = 'ignored', reason = 'it was about somebody who was erased', detail = null,
      settled_at = now()
    where id = any(${list}::bigint[]) and body is not null`
  await sql`delete from inbox_waits where inbox_id = any(${list}::bigint[])`
}

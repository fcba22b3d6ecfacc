import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../service/database/open-database.ts'
import type { GenericMessage } from '../../service/shops/generic-schema.ts'
import { tellOpenpoints } from '../../service/shops/generic-client.ts'

export type TriedSale = {
  /** `minted` once the points are in a block; else how far it came in time. */
  state: 'minted' | 'pending' | 'booked' | 'tested' | 'parked' | 'kept'
  /** In 0.01 point. */
  points: bigint
  /** For people: why it did not come further. */
  reason: string | null
  transaction: string | null
  ms: number
}

export type TrySale = {
  database: Database
  /** The connection that is tried: its address and its secret. */
  url: string
  secret: string
  message: GenericMessage
  deliveryId: string
  brandId: number
  order: string
  /** How long to wait for the block. */
  patienceMs: number
}

const LOOK_MS = 100

/** Sends a signed sale as a shop does, and follows it through inbox and ledger into its block. */
export async function trySale({ database, url, secret, message, deliveryId, ...sale }: TrySale): Promise<TriedSale> {
  const started = performance.now()
  await tellOpenpoints({ url, secret }, message, deliveryId)
  for (;;) {
    const found = { ...(await lookAt(database, { deliveryId, ...sale })), ms: Math.round(performance.now() - started) }
    if (found.state !== 'kept' && found.state !== 'booked') return found
    if (found.ms > sale.patienceMs) return found
    await sleep(LOOK_MS)
  }
}

type Row = {
  status: string | null
  reason: string | null
  kept: bigint | null
  given: bigint | null
  waits: boolean | null
  transaction: string | null
}

async function lookAt(
  database: Database,
  { brandId, order, deliveryId }: Pick<TrySale, 'brandId' | 'order' | 'deliveryId'>,
): Promise<Omit<TriedSale, 'ms'>> {
  const [row] = await database<Row[]>`
    select i.status, i.reason, s.kept, s.given, s.matures_at > now() as waits, minted.hash as transaction
    from inbox i
    left join orders o on o.brand_id = i.brand_id and o.provider = i.provider and o.shop = i.account and o.order_id = ${order}
    left join sales s on s.brand_id = o.brand_id and s.order_number = o.number
    left join lateral (
      select t.hash from order_credits c
      join batches b on b.brand_id = c.brand_id and b.sequence = c.sequence and b.minted_at is not null
      join transactions t on t.brand_id = c.brand_id and t.sequence = c.sequence and t.kind = 'batch' and t.status = 'confirmed'
      where c.brand_id = o.brand_id and c.order_number = o.number limit 1
    ) minted on true
    where i.brand_id = ${brandId} and i.delivery_id = ${deliveryId}`
  const points = row?.kept ?? 0n
  return { state: stateOf(row), points, reason: row?.reason ?? null, transaction: row?.transaction ?? null }
}

function stateOf(row: Row | undefined): TriedSale['state'] {
  if (row === undefined || row.status === 'received' || row.status === 'waiting') return 'kept'
  if (row.status === 'parked' || row.status === 'ignored') return 'parked'
  if (row.kept === null) return 'tested'
  if (row.transaction !== null) return 'minted'
  if (row.waits) return 'pending'
  // Set off against a debt, or worth less than a point: nothing is minted.
  return row.kept === row.given && row.kept === 0n ? 'minted' : 'booked'
}

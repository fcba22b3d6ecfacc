import { formatPoints } from '../../chain/codec/points.ts'
import type { Database, Transaction } from '../database/open-database.ts'

/** How far a brand's books are behind its shops; points as decimal text. */
export type ShopHealth = {
  brand: string
  /** Age of the oldest delivery that is not booked, in seconds; 0 where all are. */
  lagSeconds: number
  open: number
  waiting: number
  parked: number
  /** Earned and not mature yet. */
  pending: string
  /** Mature and not minted yet. */
  due: string
  debt: string
}

/** One brand, or all that have or had a shop. */
export async function readShopHealth(
  sql: Database | Transaction,
  { brandId }: { brandId?: number } = {},
): Promise<ShopHealth[]> {
  const rows = await sql<Row[]>`
    select b.code as brand, i.*, s.pending, s.due, m.debt from brands b,
      lateral (select coalesce(extract(epoch from now() - min(received_at) filter (where status = 'received')), 0)::int as lag,
        count(*) filter (where status = 'received')::int as open,
        count(*) filter (where status = 'waiting')::int as waiting
        from inbox where brand_id = b.brand_id and status in ('received', 'waiting')) as o,
      lateral (select o.lag, o.open, o.waiting, count(*)::int as parked
        from inbox where brand_id = b.brand_id and status = 'parked') as i,
      lateral (select coalesce(sum(kept - given) filter (where matures_at > now()), 0)::bigint as pending,
        coalesce(sum(kept - given) filter (where matures_at <= now()), 0)::bigint as due
        from sales where brand_id = b.brand_id and kept - given > 0) as s,
      lateral (select coalesce(sum(debt), 0)::bigint as debt from members where brand_id = b.brand_id and debt > 0) as m
    where case when ${brandId ?? null}::bigint is null then exists (select 1 from shops where brand_id = b.brand_id)
      else brand_id = ${brandId ?? null}::bigint end
    order by b.code`
  return rows.map(({ brand, lag, open, waiting, parked, pending, due, debt }) => {
    const points = { pending: formatPoints(pending), due: formatPoints(due), debt: formatPoints(debt) }
    return { brand, lagSeconds: lag, open, waiting, parked, ...points }
  })
}

type Row = {
  brand: string
  lag: number
  open: number
  waiting: number
  parked: number
  pending: bigint
  due: bigint
  debt: bigint
}

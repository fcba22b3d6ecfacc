import postgres from 'postgres'

export interface Lag {
  /** Purchases whose points came by a batch of their own time. */
  readonly purchases: number
  /** Seconds from the 200 to the block of the mint. */
  readonly median: number
  readonly p95: number
  readonly max: number
  readonly parked: number
}

/** How long purchases took from accepted to minted; `acceptedAt` by brand code and order id, in ms. */
export async function readLag(databaseUrl: string, acceptedAt: ReadonlyMap<string, number>): Promise<Lag> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  try {
    const [row] = await sql`select count(*)::int as parked from inbox where status = 'parked'`
    const rows = await sql`
      select brands.code, orders.order_id, min(batches.minted_at)::text as minted_at
      from orders
        join brands using (brand_id)
        join order_credits on order_credits.brand_id = orders.brand_id and order_credits.order_number = orders.number
        join batches on batches.brand_id = order_credits.brand_id and batches.sequence = order_credits.sequence
      where batches.minted_at is not null
      group by brands.code, orders.order_id`
    const lags = rows.flatMap(({ code, order_id: order, minted_at: minted }) => {
      const accepted = acceptedAt.get(`${code} ${order}`)
      return accepted === undefined ? [] : [Number(minted) - accepted / 1_000]
    })
    return { ...quantiles(lags), parked: row?.['parked'] as number }
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function quantiles(lags: number[]): Omit<Lag, 'parked'> {
  const sorted = lags.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { purchases: lags.length, median: at(0.5), p95: at(0.95), max: at(1) }
}

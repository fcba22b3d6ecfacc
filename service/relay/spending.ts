import type { Relay } from './relay.ts'

export type Spending = {
  /** Wei of the last 24 hours. */
  lastDay: bigint
  /** Wei of a day, on average since the first of the last seven days on which something was spent. */
  perDay: bigint
  /** Wei by day (UTC), newest first. */
  days: { day: string; wei: bigint; transactions: number }[]
}

/** What a key spent on gas, day by day, for the last week. */
export async function readSpending({ database, key }: Pick<Relay, 'database' | 'key'>): Promise<Spending> {
  const rows = await database`
    select to_char(closed_at at time zone 'UTC', 'YYYY-MM-DD') as day, sum(fee)::text as wei, count(*)::int as transactions
    from transactions
    where chain_id = ${key.chainId} and sender = ${key.sender} and closed_at > now() - interval '7 days'
    group by 1 order by 1 desc`
  const [last] = await database`
    select coalesce(sum(fee), 0)::text as wei,
      greatest(1, ceil(extract(epoch from now() - min(closed_at)) / 86400))::int as days,
      coalesce(sum(fee) filter (where closed_at > now() - interval '1 day'), 0)::text as last_day
    from transactions
    where chain_id = ${key.chainId} and sender = ${key.sender} and closed_at > now() - interval '7 days'`
  const days = rows.map((row) => {
    return { day: row['day'] as string, wei: BigInt(row['wei'] as string), transactions: row['transactions'] as number }
  })
  const all = BigInt((last?.['wei'] ?? '0') as string)
  const count = BigInt((last?.['days'] ?? 1) as number)
  return { lastDay: BigInt((last?.['last_day'] ?? '0') as string), perDay: all / count, days }
}

import type { Database } from '../database/open-database.ts'
import type { Message } from './sign-message.ts'

export type DueMessage = Message & {
  brandId: number
  brand: string
  target: number
  url: string
  attempts: number
  removed: boolean
}

/** Longer than an attempt may take: then a message whose sender died is taken up by another. */
const LEASE_SECONDS = 60

/** Name of a target's secret in the data folder. */
export const targetSecretName = ({ brand, target }: { brand: string; target: number }): string =>
  `${brand}-out-${target}-webhook`

export const placeOfTarget = ({ brandId, target }: { brandId: number; target: number }): string =>
  `${brandId}:${target}`

/** Takes messages whose time has come, each by one sender only; none of targets that are busy already. */
export async function claimMessages(
  database: Database,
  { limit, busy }: { limit: number; busy: readonly string[] },
): Promise<DueMessage[]> {
  const rows = await database<DueMessage[]>`
    with due as (
      select id from webhook_messages
      where status = 'pending' and due_at <= now() and brand_id || ':' || target <> all (${[...busy]}::text[])
      order by due_at limit ${limit} for update skip locked
    ), taken as (
      update webhook_messages set attempts = attempts + 1, due_at = now() + make_interval(secs => ${LEASE_SECONDS})
      where id in (select id from due)
      returning id, brand_id, target, body, attempts
    )
    select taken.id, taken.body, taken.attempts, taken.target, taken.brand_id::int as "brandId", brands.code as brand,
      webhook_targets.url, webhook_targets.status = 'removed' as removed
    from taken join brands using (brand_id)
    join webhook_targets on webhook_targets.brand_id = taken.brand_id and webhook_targets.number = taken.target`
  return [...rows]
}

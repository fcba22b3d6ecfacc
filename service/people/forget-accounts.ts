import type { Transaction } from '../database/open-database.ts'
import { changeUnsaved } from '../ledger/unsaved-rows.ts'
import type { BrandScope } from './people-desk.ts'
import { findBrandAccount } from './take-points.ts'

type Only = { member: number | null; payments: readonly string[] }

/**
 * Takes accounts out of the books where the person was erased and no points go there any more; what comes due all the same,
 * of a return that is undone, goes to the brand's own account. What is given back on the chain is known by its own address.
 */
export async function forgetAccounts(
  sql: Transaction,
  { home, brandId, brand }: BrandScope & { home: string },
  only?: Only,
): Promise<void> {
  const own = (await findBrandAccount(home, brand))?.toLowerCase() ?? null
  const forgotten = sql`
    update members m set account = ${own}
    where brand_id = ${brandId} and account is not null and account is distinct from ${own}
      and external_id ~ '^gone-[0-9a-f]{32}$' and (${only === undefined} or number = ${only?.member ?? 0})
      and not exists (select 1 from orders o join sales s on s.brand_id = o.brand_id and s.order_number = o.number
        where o.brand_id = m.brand_id and o.member = m.number and s.kept - s.given > 0)
    returning brand_id, number`
  await changeUnsaved(sql, 'members', forgotten)
  await sql`
    update till_payments p set paid_member = null
    where brand_id = ${brandId} and paid_member is not null and order_id ~ '^erased-[0-9a-f]{40}$'
      and (${only === undefined} or id::text = any(${[...(only?.payments ?? [])]}))
      and not exists (select 1 from till_paid_events e
        where e.reference = p.reference and e.unasked and e.refunded_at is null)`
}

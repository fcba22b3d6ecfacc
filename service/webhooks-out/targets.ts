import { randomBytes } from 'node:crypto'
import { inTransaction } from '../database/in-transaction.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import { removeSecret, storeSecret } from '../keys/stored-secrets.ts'
import { targetSecretName } from './claim-messages.ts'
import type { EventType, Mode } from './emit-event.ts'
import { checkTargetUrl } from './target-url.ts'
import { WebhookError } from './webhook-error.ts'

export type Target = {
  brand: string
  target: number
  url: string
  mode: Mode
  types: EventType[] | null
  createdAt: Date
  pending: number
  failed: number
}

export type NewTarget = {
  home: string
  brandId: number
  brand: string
  url: string
  mode: Mode
  /** All where none are given. */
  types?: readonly EventType[] | undefined
  dev: boolean
}

/** Has a brand's messages sent to an address from now on; gives its number and the secret they are signed with. */
export async function addTarget(
  database: Database | Transaction,
  { home, brandId, brand, url: text, mode, types, dev }: NewTarget,
): Promise<{ target: number; url: string; secret: string }> {
  const url = checkTargetUrl(text, { dev }).href
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  return inTransaction(database, async (sql) => {
    await sql`select 1 from brands where brand_id = ${brandId} for no key update`
    const [row] = await sql<{ number: number }[]>`
      insert into webhook_targets (brand_id, number, url, mode, types)
      select ${brandId}, coalesce(max(number), 0) + 1, ${url}, ${mode}, ${types ? [...types] : null}::text[]
      from webhook_targets where brand_id = ${brandId} returning number`
    const target = row?.number ?? 0
    await storeSecret(home, targetSecretName({ brand, target }), secret)
    return { target, url, secret }
  })
}

/** Nothing more goes there; what had not arrived yet is given up. */
export async function removeTarget(
  database: Database | Transaction,
  { home, brandId, brand, target }: { home: string; brandId: number; brand: string; target: number },
): Promise<void> {
  const { count } = await database`
    update webhook_targets set status = 'removed'
    where brand_id = ${brandId} and number = ${target} and status = 'active'`
  if (count === 0)
    throw new WebhookError('UnknownTarget', `${brand} has no address ${target}. \`points webhook list\` shows them.`)
  await removeSecret(home, targetSecretName({ brand, target }))
}

export async function listTargets(database: Database, { brandId }: { brandId?: number } = {}): Promise<Target[]> {
  const rows = await database<Target[]>`
    select code as brand, number as target, url, mode, types, created_at as "createdAt",
      (select count(*)::int from webhook_messages m
        where m.brand_id = t.brand_id and m.target = t.number and m.status = 'pending') as pending,
      (select count(*)::int from webhook_messages m
        where m.brand_id = t.brand_id and m.target = t.number and m.status = 'failed') as failed
    from webhook_targets t join brands using (brand_id)
    where status = 'active' and (${brandId ?? null}::bigint is null or brand_id = ${brandId ?? null}::bigint)
    order by brand_id, number`
  return [...rows]
}

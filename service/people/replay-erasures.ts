import type { Database } from '../database/open-database.ts'
import { BrandSecrets, type Secrets } from '../till/brand-secrets.ts'
import type { ErasedNames } from './erased-names.ts'
import { eraseRows, type TheirOrder } from './erase-rows.ts'
import { type ErasureEntry, readErasureList } from './erasure-list.ts'
import { readErasure } from './erasure.ts'
import { forgetAccounts } from './forget-accounts.ts'
import type { Hex } from 'viem'
import type { Transaction } from '../database/open-database.ts'
import { openVault } from '../keys/data-vault.ts'
import { readIdentifiers } from './read-identifiers.ts'
import { dropDeliveries, findTheirDeliveries } from './their-deliveries.ts'
import { type Person, personOfNumber } from './find-person.ts'
import { accountsOf } from './accounts-of.ts'
import { findBrandAccount, hasPending } from './take-points.ts'
import { readFacts } from './their-facts.ts'
import { rewriteArchive } from './rewrite-archive.ts'
import { type JournalErasure, rewriteJournals } from './rewrite-journals.ts'

export type ReplayScope = { database: Database; home: string; code: string; brandId: number }

/**
 * Erases again what a restored backup brought back: the list of erasures lies beside the database. Under the brand's lock;
 * gives how many people were found again. Files that were restored are looked through as well.
 */
export async function replayErasures(scope: ReplayScope): Promise<number> {
  const entries = await readErasureList(scope.home, scope.code)
  if (entries.length === 0) return 0
  const secrets = await new BrandSecrets(scope.home).of(scope.code)
  const { names } = secrets
  await names.check(scope.database, scope.code)
  const found = await findAgain(scope, names, entries)
  const again = new Set<string>()
  for (const each of found) if (await eraseAgain(scope, secrets, each)) again.add(each.entry.pseudonym)
  for (const entry of entries) await noteDone(scope, entry)
  await eraseFiles(scope, names, entries, found)
  return again.size
}

type Found = { entry: ErasureEntry; number: number | null; name: string }

/** Looks at every name the database has; a thousand at a time. */
async function findAgain(
  { database, brandId }: ReplayScope,
  names: ErasedNames,
  entries: readonly ErasureEntry[],
): Promise<Found[]> {
  const bySubject = Map.groupBy(entries, ({ subject }) => subject)
  const found: Found[] = []
  for (let after = ''; ;) {
    const rows = await database<{ name: string; number: number | null }[]>`
      select name, max(number) as number from (
        select external_id as name, number from members where brand_id = ${brandId} and external_id > ${after}
        union all
        select external_id, null from till_members where brand_id = ${brandId} and external_id > ${after}) known
      group by name order by name limit 1000`
    for (const { name, number } of rows)
      for (const entry of bySubject.get(names.subject(name)) ?? []) found.push({ entry, number, name })
    after = rows.at(-1)?.name ?? after
    if (rows.length === 0) return found
  }
}

async function eraseAgain(scope: ReplayScope, { names, pepper }: Secrets, found: Found): Promise<boolean> {
  const { database, home, brandId, code } = scope
  const { pseudonym, provider, shop, subject, hashes } = found.entry
  const vault = await openVault(home)
  const done = await database.begin(async (sql) => {
    const person = await personOf(sql, scope, found, pepper)
    if (!person) return false
    const number = person.member?.number ?? null
    const orders = await sql<TheirOrder[]>`
      select number, provider, shop, order_id as order, reference from orders
      where brand_id = ${brandId} and member = ${number ?? 0} and order_id !~ '^erased-[0-9a-f]{40}$'
        and (${provider}::text is null or (provider = ${provider} and shop = ${shop}))`
    const identifiers = provider === null ? await readIdentifiers(sql, person) : new Set<string>()
    const deliveries = await findTheirDeliveries(sql, { brandId, vault, pepper, identifiers, orders })
    await dropDeliveries(
      sql,
      deliveries.map(({ id }) => id),
    )
    await sql`
      delete from erasures where brand_id = ${brandId} and subject = ${subject} and status <> 'done'
        and provider is not distinct from ${provider} and shop is not distinct from ${shop}`
    const [row] = await sql<{ id: bigint }[]>`
      insert into erasures (brand_id, subject, member, pseudonym, provider, shop, actor, status, step, done_at)
      values (${brandId}, ${subject}, ${number}, ${pseudonym}, ${provider}, ${shop}, 'service', 'done', 'done', now())
      returning id`
    const erasure = await readErasure(sql, { brandId, id: row?.id ?? 0n })
    const accounts = provider === null ? await accountsOf({ database: sql, home }, person) : []
    const { payments } = await eraseRows(sql, { erasure, orders, names, accounts, hashes, subjects: person.names })
    if (provider === null) await forgetAccounts(sql, { home, brandId, brand: code }, { member: number, payments })
    return true
  })
  return done as boolean
}

/** Undefined where nothing is left to erase: of a shop's redaction the rest of the person stays and is found every time. */
async function personOf(
  sql: Transaction,
  { brandId, code: brand }: ReplayScope,
  { entry, number, name }: Found,
  pepper: Hex,
): Promise<Person | undefined> {
  const { provider, shop, hashes } = entry
  const [left] =
    number === null
      ? await sql`select 1 from till_members where brand_id = ${brandId} and external_id = ${name}`
      : await sql`
          select 1 where ${provider}::text is null or exists (
              select 1 from orders where brand_id = ${brandId} and member = ${number} and provider = ${provider}
                and shop = ${shop} and order_id !~ '^erased-[0-9a-f]{40}$')
            or exists (select 1 from identifiers
              where brand_id = ${brandId} and member = ${number} and kind = 'id' and hash = any(${hashes}))`
  if (!left) return undefined
  if (number !== null) return personOfNumber(sql, { brandId, brand }, number, pepper)
  return { brandId, brand, member: undefined, enrolled: [name], names: [name] }
}

/** So that a file of orders that names them is known, too. */
async function noteDone({ database, brandId }: ReplayScope, entry: ErasureEntry): Promise<void> {
  const { subject, pseudonym, provider, shop, at } = entry
  await database`
    insert into erasures (brand_id, subject, pseudonym, provider, shop, actor, status, step, asked_at, done_at)
    select ${brandId}, ${subject}, ${pseudonym}, ${provider}, ${shop}, 'service', 'done', 'done', ${at}, ${at}
    where not exists (select 1 from erasures where brand_id = ${brandId} and subject = ${subject} and status = 'done'
      and provider is not distinct from ${provider} and shop is not distinct from ${shop})`
}

async function eraseFiles(
  { database, home, code, brandId }: ReplayScope,
  names: ErasedNames,
  entries: readonly ErasureEntry[],
  found: readonly Found[],
): Promise<void> {
  const own = (await findBrandAccount(home, code))?.toLowerCase() ?? null
  const all: (ErasureEntry & JournalErasure)[] = []
  for (const entry of entries) {
    const member = numberOf(found, entry)
    const settled = member !== null && !(await hasPending(database, brandId, { number: member }))
    all.push({ ...entry, member, account: settled ? own : undefined })
  }
  const bySubject = Map.groupBy(all, ({ subject }) => subject)
  const known = new Map<string, readonly JournalErasure[]>()
  const whose = (name: string): readonly JournalErasure[] => {
    const theirs = known.get(name) ?? bySubject.get(names.subject(name)) ?? []
    known.set(name, theirs)
    return theirs
  }
  const rewritten = await rewriteArchive(home, code, { names, whose })
  if (rewritten === 0 && found.length === 0) return
  const orders = await database<{ number: number; provider: string; shop: string }[]>`
    select number, provider, shop from orders o where brand_id = ${brandId} and exists (
      select 1 from json_to_recordset(${JSON.stringify(all)}::text::json) as e(member int, provider text, shop text)
      where e.member = o.member and (e.provider is null or (e.provider = o.provider and e.shop = o.shop)))`
  const facts = await readFacts(database, names, { brandId, orders })
  await rewriteJournals(home, code, { names, whose, all, orders, facts })
}

const numberOf = (found: readonly Found[], entry: ErasureEntry): number | null =>
  found.find((each) => each.entry === entry)?.number ?? null

import type { ReadClient } from '../../chain/client.ts'
import { recordAct } from '../access/record-act.ts'
import { SERVICE } from '../access/actor.ts'
import { withBrandLock } from '../database/brand-lock.ts'
import type { Transaction } from '../database/open-database.ts'
import { raiseAlert, settleAlert } from '../intake/alerts.ts'
import { changeUnsaved } from '../ledger/unsaved-rows.ts'
import { dropDeliveries, findTheirDeliveries } from './their-deliveries.ts'
import { eraseRows, type TheirOrder, type TheirRows } from './erase-rows.ts'
import { type ErasedNames, openErasedNames } from './erased-names.ts'
import { listErasure } from './erasure-list.ts'
import { type Erasure, readErasure } from './erasure.ts'
import { type Person, personOfNumber } from './find-person.ts'
import type { PeopleDesk } from './people-desk.ts'
import { rewriteArchive } from './rewrite-archive.ts'
import { rewriteJournals } from './rewrite-journals.ts'
import { forgetAccounts } from './forget-accounts.ts'
import { ErasureWaits, findBrandAccount, hasPending, takePoints } from './take-points.ts'
import { readFacts } from './their-facts.ts'
import { accountsOf } from './accounts-of.ts'

export type ErasureTools = PeopleDesk & {
  client: ReadClient
  /** Told at every point a crash must not matter. */
  checkpoint?: ((point: string) => Promise<void> | void) | undefined
}

/**
 * Carries an erasing on from where it stopped: the points nobody claimed, the files on the disk, then all tables at once. What
 * cannot be done now is told in its row, and it waits. Nobody writes the brand's books meanwhile.
 */
export async function runErasure(
  tools: ErasureTools,
  { brandId, brand, id }: { brandId: number; brand: string; id: bigint },
): Promise<Erasure> {
  const names = await openErasedNames(tools.home, brand)
  await withBrandLock(tools.database, { brandId, code: brand }, async () => {
    const erasure = await readErasure(tools.database, { brandId, id })
    if (erasure.status === 'done') return
    try {
      await carryOn(tools, { erasure, brand, names })
    } catch (error) {
      if (!(error instanceof ErasureWaits)) throw error
      await tools.database`
        update erasures set status = 'waiting', problem = ${error.message} where brand_id = ${brandId} and id = ${id}`
      const detail = { problem: error.message }
      await raiseAlert(tools.database, { brandId, kind: 'erasureWaits', subject: String(id), detail })
    }
  })
  return readErasure(tools.database, { brandId, id })
}

type Running = { erasure: Erasure; brand: string; names: ErasedNames }

async function carryOn(tools: ErasureTools, running: Running): Promise<void> {
  const { database, checkpoint } = tools
  const { erasure, brand, names } = running
  const { brandId, id } = erasure
  const advance = async (step: Erasure['step']): Promise<void> => {
    await database`
      update erasures set step = ${step}, status = 'working', problem = null
      where brand_id = ${brandId} and id = ${id}`
    await checkpoint?.(step)
  }
  const person = await personOf(tools, running)
  if (erasure.step === 'points') {
    if (person) await refuseWhileMinting(tools, brandId)
    if (person) await clearDeliveries(tools, running, person)
    if (person && erasure.provider === null) await clearPoints(tools, running, person)
    await advance('files')
  }
  const orders = person?.member
    ? await readOrders(database as unknown as Transaction, erasure, person.member.number)
    : []
  if (erasure.step !== 'rows') {
    await eraseFiles(tools, { ...running, orders, subjects: person?.names ?? [] })
    const { subject, pseudonym, provider, shop } = erasure
    await listErasure(tools.home, brand, { subject, pseudonym, provider, shop, at: tools.now().toISOString() })
    await advance('rows')
  }
  const accounts = person && erasure.provider === null ? await accountsOf(tools, person) : []
  await finish(tools, brand, { erasure, orders, names, accounts, subjects: person?.names ?? [] })
}

/** Undefined where the database has nothing of them: only files of a backup had. */
async function personOf(tools: ErasureTools, { erasure, brand }: Running): Promise<Person | undefined> {
  const { brandId, member, name } = erasure
  if (member !== null) {
    const { pepper } = await tools.secrets.of(brand)
    return personOfNumber(tools.database, { brandId, brand }, member, pepper)
  }
  return name === null ? undefined : { brandId, brand, member: undefined, enrolled: [name], names: [name] }
}

/** What is signed already still lands: a claim now would leave it behind. */
async function refuseWhileMinting({ database }: ErasureTools, brandId: number): Promise<void> {
  const [planned] = await database`
    select 1 from import_runs where brand_id = ${brandId} and status = 'planned' limit 1`
  if (planned)
    throw new ErasureWaits('Points of this brand are being minted just now. Erasing goes on when that is done.')
}

/** What was not booked yet is booked first, so that no return is lost; a day later it goes all the same. */
const PATIENCE_MS = 86_400_000

async function clearDeliveries(tools: ErasureTools, { erasure }: Running, person: Person): Promise<void> {
  const { database, vault, now } = tools
  const { brandId } = erasure
  const { pepper } = await tools.secrets.of(person.brand)
  await database.begin(async (sql) => {
    const orders = person.member ? await readOrders(sql, erasure, person.member.number) : []
    const identifiers = erasure.provider === null ? await readIdentifiers(sql, person) : new Set<string>()
    const found = await findTheirDeliveries(sql, { brandId, vault, pepper, identifiers, orders })
    const open = found.filter(({ status }) => status === 'received')
    if (open.length > 0 && now().getTime() - erasure.askedAt.getTime() < PATIENCE_MS) {
      throw new ErasureWaits('Deliveries about this person are not booked yet. Erasing goes on when they are.')
    }
    await dropDeliveries(
      sql,
      found.map(({ id }) => id),
    )
  })
}

async function readIdentifiers(sql: Transaction, { brandId, member, names }: Person): Promise<Set<string>> {
  const rows = await sql<{ known: string }[]>`
    select kind || ' ' || hash as known from identifiers where brand_id = ${brandId} and member = ${member?.number ?? 0}
    union
    select kind || ' ' || hash from till_identifiers where brand_id = ${brandId} and external_id = any(${names})`
  return new Set(rows.map(({ known }) => known))
}

async function clearPoints(tools: ErasureTools, { erasure, brand }: Running, { member }: Person): Promise<void> {
  if (!member || (member.account !== null && erasure.claimTransaction === null)) return
  const { claimSeed } = await tools.secrets.of(brand)
  const { database, client, home, checkpoint } = tools
  const account = await takePoints({ database, client, home, code: brand, claimSeed, checkpoint }, erasure, member)
  // What becomes due later goes to the brand's own account as well.
  if (account !== null) {
    const moved = database`
      update members set account = ${account.toLowerCase()}
      where brand_id = ${erasure.brandId} and number = ${member.number} returning brand_id, number`
    await changeUnsaved(database, 'members', moved)
  }
}

function readOrders(sql: Transaction, { brandId, provider, shop }: Erasure, member: number): Promise<TheirOrder[]> {
  return sql<TheirOrder[]>`
    select number, provider, shop, order_id as order, reference from orders
    where brand_id = ${brandId} and member = ${member}
      and (${provider}::text is null or (provider = ${provider} and shop = ${shop})) order by number`
}

async function eraseFiles(
  { database, home, checkpoint }: ErasureTools,
  { erasure, brand, names, orders, subjects }: Running & Pick<TheirRows, 'orders' | 'subjects'>,
): Promise<void> {
  const own = new Set(subjects)
  const isTheirs = (name: string): boolean => (own.size > 0 ? own.has(name) : names.subject(name) === erasure.subject)
  const { brandId, pseudonym, provider, shop, member } = erasure
  const files = { names, pseudonym, provider, shop, isTheirs }
  await rewriteArchive(home, brand, files)
  await checkpoint?.('archive')
  const facts = await readFacts(database, names, { brandId, orders })
  const pending = member !== null && (await hasPending(database, brandId, { number: member }))
  const account = pending ? undefined : ((await findBrandAccount(home, brand))?.toLowerCase() ?? null)
  await rewriteJournals(home, brand, { ...files, member, orders, facts, account })
  await checkpoint?.('journals')
}

async function finish(
  { database, home, now, checkpoint }: ErasureTools,
  brand: string,
  rows: TheirRows,
): Promise<void> {
  const { erasure } = rows
  const { brandId, id } = erasure
  await database.begin(async (sql) => {
    const { payments } = await eraseRows(sql, rows)
    if (erasure.provider === null)
      await forgetAccounts(sql, { home, brandId, brand }, { member: erasure.member, payments })
    await checkpoint?.('tables')
    await sql`
      update erasures set status = 'done', step = 'done', name = null, problem = null, done_at = ${now().toISOString()}
      where brand_id = ${brandId} and id = ${id}`
    await settleAlert(sql, { brandId, kind: 'erasureWaits', subject: String(id) })
    const [{ redeemed } = { redeemed: 0n }] = await sql<{ redeemed: bigint }[]>`
      select redeemed from erasures where brand_id = ${brandId} and id = ${id}`
    await recordAct(sql, {
      ...{ brandId, actor: SERVICE, act: 'member.erase', subject: `erasure ${id}`, at: now() },
      detail: { step: 'done', orders: rows.orders.length, redeemed: redeemed.toString() },
    })
  })
  await checkpoint?.('done')
}

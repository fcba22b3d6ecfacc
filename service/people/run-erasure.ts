import type { ReadClient } from '../../chain/client.ts'
import { recordAct } from '../access/record-act.ts'
import { SERVICE } from '../access/actor.ts'
import { withBrandLock } from '../database/brand-lock.ts'
import type { Transaction } from '../database/open-database.ts'
import { raiseAlert, settleAlert } from '../intake/alerts.ts'
import { changeUnsaved } from '../ledger/unsaved-rows.ts'
import { dropDeliveries, findTheirDeliveries } from './their-deliveries.ts'
import { eraseFiles } from './erase-files.ts'
import { eraseRows, type TheirOrder } from './erase-rows.ts'
import { type ErasedNames, openErasedNames } from './erased-names.ts'
import { readIdentifiers } from './read-identifiers.ts'
import { listErasure } from './erasure-list.ts'
import { type Erasure, readErasure, requestedHashes } from './erasure.ts'
import { type Person, personOfNumber } from './find-person.ts'
import type { PeopleDesk } from './people-desk.ts'
import { forgetAccounts } from './forget-accounts.ts'
import { ErasureWaits, takePoints } from './take-points.ts'
import { accountsOf } from './accounts-of.ts'

export type ErasureTools = PeopleDesk & {
  client: ReadClient
  /** Told at every point a crash must not matter. */
  checkpoint?: ((point: string) => Promise<void> | void) | undefined
}

type Scope = { brandId: number; brand: string }

export async function runErasure(tools: ErasureTools, { id, ...scope }: Scope & { id: bigint }): Promise<Erasure> {
  await runErasures(tools, { ...scope, ids: [id] })
  return readErasure(tools.database, { brandId: scope.brandId, id })
}

/** Files are read and written once for so many; the books stand still meanwhile. */
const AT_ONCE = 50

/**
 * Carries erasings on from where they stopped: the points nobody claimed, the files on the disk, then all tables at once. What
 * cannot be done now is told in its row, and it waits; what fails is told too, and thrown once the others are done. Nobody
 * writes the brand's books meanwhile.
 */
export async function runErasures(tools: ErasureTools, { brandId, brand, ids }: Scope & { ids: readonly bigint[] }) {
  if (ids.length === 0) return
  const names = await openErasedNames(tools.home, brand)
  const failures: unknown[] = []
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    await withBrandLock(tools.database, { brandId, code: brand }, async () => {
      const all = await Promise.all(
        ids.slice(from, from + AT_ONCE).map((id) => readErasure(tools.database, { brandId, id })),
      )
      const open = all.filter(({ status }) => status !== 'done')
      await carryOn(
        tools,
        open.map((erasure) => ({ erasure, brand, names })),
        failures,
      )
    })
  }
  if (failures.length === 1) throw failures[0]
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} erasings failed.`)
}

type Running = { erasure: Erasure; brand: string; names: ErasedNames }
type Ready = Running & { person: Person | undefined; orders: TheirOrder[] }

async function carryOn(tools: ErasureTools, running: readonly Running[], failures: unknown[]): Promise<void> {
  const each = async <one extends Running, result>(list: readonly one[], work: (one: one) => Promise<result>) => {
    const done: result[] = []
    for (const one of list) {
      try {
        done.push(await work(one))
      } catch (error) {
        await noteProblem(tools, one.erasure, error)
        if (!(error instanceof ErasureWaits)) failures.push(error)
      }
    }
    return done
  }
  const ready = await each(running, (one) => clear(tools, one))
  const written = await each(await eraseFilesOf(tools, ready, failures), (one) => list(tools, one))
  await each([...ready.filter(({ erasure }) => erasure.step === 'rows'), ...written], (one) => finish(tools, one))
}

/** Nothing of the person is in what a failure tells: its kind alone. */
async function noteProblem({ database }: ErasureTools, { brandId, id }: Erasure, error: unknown): Promise<void> {
  const kind = error instanceof Error ? error.name : 'Error'
  const problem =
    error instanceof ErasureWaits
      ? error.message
      : `It failed (${kind}): the service's log tells why. It is tried again every minute.`
  const { count } = await database`
    update erasures set status = 'waiting', problem = ${problem}
    where brand_id = ${brandId} and id = ${id} and status <> 'done'`
  if (count === 0) return
  await raiseAlert(database, { brandId, kind: 'erasureWaits', subject: String(id), detail: { problem } })
}

async function advance({ database, checkpoint }: ErasureTools, { brandId, id }: Erasure, step: Erasure['step']) {
  await database`
    update erasures set step = ${step}, status = 'working', problem = null where brand_id = ${brandId} and id = ${id}`
  await checkpoint?.(step)
}

/** The points nobody claimed. */
async function clear(tools: ErasureTools, running: Running): Promise<Ready> {
  const { erasure } = running
  const person = await personOf(tools, running)
  if (erasure.step === 'points') {
    if (person) await refuseWhileMinting(tools, erasure.brandId)
    if (person) await clearDeliveries(tools, running, person)
    if (person && erasure.provider === null) await clearPoints(tools, running, person)
    await advance(tools, erasure, 'files')
  }
  const sql = tools.database as unknown as Transaction
  const orders = person?.member ? await readOrders(sql, erasure, person.member.number) : []
  return { ...running, person, orders }
}

/** The files on the disk, of all whose files are not written anew yet. */
async function eraseFilesOf(tools: ErasureTools, ready: readonly Ready[], failures: unknown[]): Promise<Ready[]> {
  const open = ready.filter(({ erasure }) => erasure.step !== 'rows')
  try {
    if (open.length > 0) await eraseFiles(tools, open)
    return open
  } catch (error) {
    for (const { erasure } of open) await noteProblem(tools, erasure, error)
    failures.push(error)
    return []
  }
}

async function list(tools: ErasureTools, ready: Ready): Promise<Ready> {
  const { erasure, brand, names, person } = ready
  const { pseudonym, provider, shop } = erasure
  const hashes = await requestedHashes(tools.database, erasure)
  const entry = { pseudonym, provider, shop, hashes, at: tools.now().toISOString() }
  // An older backup may know a till's enrolment without knowing that it is the member's.
  const all = provider === null ? (person?.names ?? []) : []
  for (const subject of new Set([erasure.subject, ...all.map((name) => names.subject(name))]))
    await listErasure(tools.home, brand, { ...entry, subject })
  await advance(tools, erasure, 'rows')
  return ready
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

async function finish(tools: ErasureTools, { erasure, brand, names, person, orders }: Ready): Promise<void> {
  const { database, home, now, checkpoint } = tools
  const accounts = person && erasure.provider === null ? await accountsOf(tools, person) : []
  const hashes = await requestedHashes(database, erasure)
  const rows = { erasure, orders, names, accounts, hashes, subjects: person?.names ?? [] }
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

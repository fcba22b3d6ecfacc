import { withBrandLock } from '../../service/database/brand-lock.ts'
import type { Database } from '../../service/database/open-database.ts'
import { claimSeedName, loadOrCreateSeed } from '../../service/keys/stored-keys.ts'
import { readRules } from '../../service/ledger/brand-rules.ts'
import { pepperName } from '../../service/ledger/identify.ts'
import { withBulkSettings } from './bulk-settings.ts'
import { batchesOf, fillOrders, type Orders } from './fill-orders.ts'
import { type Crowd, fillPeople, type Range } from './fill-people.ts'
import { GROUP, ROUNDS } from './history.ts'
import { makeTemplates } from './templates.ts'

/** People of one statement: whole groups. */
const CHUNK = 50 * GROUP

/** Statements at once: one computes while the other writes. */
const LANES = 2

export interface FillParameters {
  readonly database: Database
  readonly home: string
  readonly brandId: number
  readonly code: string
  /** Number of the shop that told the orders. */
  readonly shop: number
  readonly people: Range
  /** Told of every part done, from 0 to 1. */
  readonly onProgress: (share: number) => void
  /** Tells the chain how many batches there are now; nobody writes the books meanwhile. */
  readonly onBatches: (last: bigint) => Promise<void>
}

/** Writes people and all they bought into a brand's books, as booking and minting would have left them. */
export async function fill(parameters: FillParameters): Promise<void> {
  const { database, brandId, code, people } = parameters
  if (people.from % GROUP !== 0 || people.to % GROUP !== 0) throw new Error(`People come in groups of ${GROUP}.`)
  await withBrandLock(database, { brandId, code }, async () => {
    const free = await freeNumbers(database, brandId)
    await withBulkSettings(database, () => fillLocked(parameters, free))
    await database`
      update brands set ledger_saved_to = (select coalesce(max(entry), 0) from ledger where brand_id = ${brandId})
      where brand_id = ${brandId}`
    await parameters.onBatches(free.sequence - 1n + BigInt(batchesOf(people)))
  })
  await database.unsafe('vacuum (analyze)')
  await database.unsafe('checkpoint')
}

type Free = Pick<Orders, 'member' | 'order' | 'sequence' | 'run'>

async function freeNumbers(database: Database, brandId: number): Promise<Free> {
  const [row] = await database`
    select
      (select coalesce(max(number), 0) + 1 from members where brand_id = ${brandId})::int as member,
      (select coalesce(max(number), 0) + 1 from orders where brand_id = ${brandId})::int as "order",
      (select coalesce(max(sequence), 0) + 1 from batches where brand_id = ${brandId})::bigint as sequence,
      (select coalesce(max(number), 0) + 1 from import_runs where brand_id = ${brandId})::int as run`
  return row as unknown as Free
}

async function fillLocked(parameters: FillParameters, free: Free): Promise<void> {
  const { database, home, brandId, code, shop, people, onProgress } = parameters
  const [rules, pepper] = await Promise.all([
    database.begin((sql) => readRules(sql, brandId)),
    loadOrCreateSeed(home, pepperName(code)),
    loadOrCreateSeed(home, claimSeedName(code)),
  ])
  const templates = makeTemplates({ brandId, rules })
  const crowd: Crowd = { brandId, pepper, templates, memberOf: (person) => free.member + person - people.from }
  const orders: Orders = { brandId, shop, templates, all: people, ...free }
  const chunks = chunksOf(people)
  const work = [
    ...chunks.map((range) => async () => {
      await fillPeople(database, crowd, range)
      await fillOrders(database, orders, range, 0)
    }),
    ...Array.from({ length: ROUNDS - 1 }, (_, round) =>
      chunks.map((range) => () => fillOrders(database, orders, range, round + 1)),
    ).flat(),
  ]
  await inLanes(work, onProgress)
}

function chunksOf({ from, to }: Range): Range[] {
  const count = Math.ceil((to - from) / CHUNK)
  return Array.from({ length: count }, (_, i) => ({ from: from + i * CHUNK, to: Math.min(to, from + (i + 1) * CHUNK) }))
}

/** In their order, but two at a time; the second round of a chunk may only begin when its people are there. */
async function inLanes(work: readonly (() => Promise<void>)[], onProgress: (share: number) => void): Promise<void> {
  let next = 0
  let done = 0
  const started: Promise<void>[] = []
  const chunks = work.length / ROUNDS
  const lane = async (): Promise<void> => {
    for (let mine = next++; mine < work.length; mine = next++) {
      const before = mine >= chunks ? started[mine % chunks] : undefined
      started[mine] = (before ?? Promise.resolve()).then(() => work[mine]?.())
      await started[mine]
      onProgress(++done / work.length)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

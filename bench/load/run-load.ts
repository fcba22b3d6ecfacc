import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { knownDataFolder, removeDatabase } from '../../scripts/up/postgres-place.ts'
import { fillStage } from './fill-stage.ts'
import { mergeResults } from './keep-results.ts'
import { measureCost, type OrderCost } from './measure-cost.ts'
import { type CalmRun, calmestRun } from './calmest-run.ts'
import { type HttpRun, measureHttp, untilBooked } from './measure-http.ts'
import { measurePayments, type PaymentFigures } from './measure-payments.ts'
import { measureSoak, type SoakFigures } from './measure-soak.ts'
import { warmUp } from './warm-up.ts'
import { measureTill, type TillFigures } from './measure-till.ts'
import { type LoadStage, openLoad } from './open-load.ts'

export const PARTS = ['cost', 'webhooks', 'till', 'payments', 'soak'] as const
export type Part = (typeof PARTS)[number]

export interface LoadParameters {
  /** A data folder that is kept; else one is made and removed. */
  readonly home?: string | undefined
  /** Rows of the ledger to stop at and take the cost of an order, ascending; the rest is measured at the last. */
  readonly rows: readonly number[]
  readonly parts: readonly Part[]
  readonly seconds: number
  readonly payments: number
  readonly soakMinutes: number
  /** Orders of one heap whose cost is taken, and how many heaps. */
  readonly orders: number
  readonly times: number
}

export interface Filled {
  readonly rows: number
  readonly seconds: number
  readonly people: number
  readonly databaseMiB: number
  readonly folderMiB: number
}

export interface LoadResult {
  /** Ascending by rows. */
  readonly fills: readonly Filled[]
  readonly costs: readonly OrderCost[]
  /** When each part was measured. */
  readonly measuredAt: Partial<Record<Part, string>>
  /** What a request and a question to the database take at least, at the rate of the webhooks. */
  readonly health?: HttpRun | undefined
  readonly webhooks?: CalmRun | undefined
  readonly till?: TillFigures | undefined
  readonly payments?: PaymentFigures | undefined
  readonly soak?: SoakFigures | undefined
}

export const WEBHOOKS_PER_SECOND = 300

/** What has just started or ended still works for a while. */
const CALM_MS = 5_000

/** Fills the books and measures one thing at a time; what was measured before in the folder is kept beside. */
export async function runLoad(parameters: LoadParameters, before?: LoadResult): Promise<LoadResult> {
  const folder = parameters.home === undefined ? await mkdtemp(join(tmpdir(), 'openpoints-load-')) : undefined
  const home = parameters.home ?? join(folder ?? '', 'home')
  const stage = await openLoad(home)
  try {
    return mergeResults(before, await measureAll(stage, parameters))
  } finally {
    await stage.stop()
    if (folder !== undefined) {
      await removeDatabase(home)
      await rm(folder, { recursive: true, force: true })
    }
  }
}

async function measureAll(stage: LoadStage, parameters: LoadParameters): Promise<LoadResult> {
  const { seconds } = parameters
  const fills: Filled[] = []
  const costs: OrderCost[] = []
  const measuredAt: Partial<Record<Part, string>> = {}
  for (const rows of parameters.rows) {
    const took = await fillStage(stage, rows)
    fills.push({ rows, seconds: took, people: stage.state.people, ...(await sizesOf(stage)) })
    if (parameters.parts.length > 0) await warmUp(stage.database)
    if (!parameters.parts.includes('cost')) continue
    costs.push(await measureCost(stage, { rows, orders: parameters.orders, times: parameters.times }))
    measuredAt.cost = new Date().toISOString()
    console.log(`  cost of an order at ${rows.toLocaleString('en-US')} rows: ${JSON.stringify(costs.at(-1))}`)
  }
  const part = async <figures>(name: Part, measure: () => Promise<figures>): Promise<figures | undefined> => {
    if (!parameters.parts.includes(name)) return undefined
    await untilBooked(stage)
    await sleep(CALM_MS)
    console.log(`  ${new Date().toISOString().slice(11, 19)} ${name}`)
    const figures = await measure()
    console.log(JSON.stringify(figures))
    measuredAt[name] = new Date().toISOString()
    return figures
  }
  const health = await part('webhooks', () => measureHttp(stage, { health: WEBHOOKS_PER_SECOND }, seconds / 4))
  const webhooks = await part('webhooks', () =>
    calmestRun(() => measureHttp(stage, { webhook: WEBHOOKS_PER_SECOND }, seconds)),
  )
  const till = await part('till', () => measureTill(stage, seconds))
  const payments = await part('payments', () => measurePayments(stage, parameters.payments))
  const soak = await part('soak', () => measureSoak(stage, parameters.soakMinutes))
  return { fills, costs, measuredAt, health, webhooks, till, payments, soak }
}

async function sizesOf({ database, home }: LoadStage): Promise<Pick<Filled, 'databaseMiB' | 'folderMiB'>> {
  const [row] = await database`select (pg_database_size(current_database()) / 1048576)::int as mib`
  const used = execFileSync('du', ['-sm', await knownDataFolder(home)], { encoding: 'utf8' })
  return { databaseMiB: row?.['mib'] as number, folderMiB: Number(used.split('\t')[0]) }
}

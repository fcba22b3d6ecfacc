import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runNode } from '../process/run-measured.ts'
import type { Generated, Job } from './generator.ts'
import type { LoadStage } from './open-load.ts'
import { cpuSeconds, ownCpuSeconds, stolenSeconds } from './process-usage.ts'

const GENERATOR = join(import.meta.dirname, 'generator.ts')

export interface HttpRun extends Generated {
  /** Cores each used while the requests went. */
  readonly cores: {
    readonly service: number
    readonly database: number
    readonly chain: number
    readonly generator: number
    /** Wanted by this machine, and given to others by its host. */
    readonly stolen?: number
  }
  /** Deliveries that waited to be booked: the most at one moment, and how long the last ones did after the end. */
  readonly mostWaiting: number
  readonly caughtUpSeconds: number
}

/** Asks the service at fixed rates from a process of its own. */
export async function measureHttp(stage: LoadStage, rates: Job['rates'], seconds: number): Promise<HttpRun> {
  const { state, network, pids } = stage
  const { code, secret, devices, people } = state
  const job: Job = { url: network.serviceUrl, code, secret, devices, people, seconds, rates }
  const before = usedBy(pids)
  const stolenBefore = stolenSeconds()
  const backlog = watchBacklog(stage)
  const started = performance.now()
  const { code: ended, out, err } = await runNode([GENERATOR, JSON.stringify(job)], {})
  const wall = (performance.now() - started) / 1_000
  const after = usedBy(pids)
  const stolen = (stolenSeconds() - stolenBefore) / wall
  const mostWaiting = await backlog.stop()
  if (ended !== 0) throw new Error(`The generator ended with ${ended}: ${err}`)
  const generated = JSON.parse(out) as Generated
  const caughtUpSeconds = await untilBooked(stage)
  const cores = {
    service: (after.service - before.service) / wall,
    database: (after.database - before.database) / wall,
    chain: (after.chain - before.chain) / wall,
    generator: generated.cpuSeconds / generated.seconds,
    stolen,
  }
  return { ...generated, cores, mostWaiting, caughtUpSeconds }
}

export function usedBy({ service, database, chain }: LoadStage['pids']) {
  return { service: ownCpuSeconds(service), database: cpuSeconds(database), chain: ownCpuSeconds(chain) }
}

async function waitingIn({ database, state }: LoadStage): Promise<number> {
  const [row] = await database`
    select count(*)::int as n from inbox where brand_id = ${state.brandId} and status in ('received', 'waiting')`
  return row?.['n'] as number
}

function watchBacklog(stage: LoadStage): { stop: () => Promise<number> } {
  const end = new AbortController()
  let most = 0
  const watching = (async () => {
    while (!end.signal.aborted) {
      most = Math.max(most, await waitingIn(stage))
      await sleep(1_000, undefined, { signal: end.signal }).catch(() => undefined)
    }
  })()
  const stop = async (): Promise<number> => {
    end.abort()
    await watching
    return most
  }
  return { stop }
}

const LONGEST_MS = 600_000

/** Waits until every delivery is booked and every point minted; gives the seconds it took. */
export async function untilBooked(stage: LoadStage): Promise<number> {
  const { database, state } = stage
  const started = performance.now()
  for (;;) {
    const passed = performance.now() - started
    if (passed > LONGEST_MS) throw new Error('The worker did not catch up within ten minutes.')
    if ((await waitingIn(stage)) === 0) {
      const [row] = await database`
        select exists (select 1 from sales where brand_id = ${state.brandId} and kept - given > 0)
          or exists (select 1 from sales where brand_id = ${state.brandId} and kept - given < 0)
          or exists (select 1 from batches where brand_id = ${state.brandId} and minted_at is null) as open`
      if (row?.['open'] === false) return passed / 1_000
    }
    await sleep(50)
  }
}

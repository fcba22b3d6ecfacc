import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../database/open-database.ts'
import { withBrandLock } from '../database/brand-lock.ts'
import { raiseAlert, settleAlert } from '../intake/alerts.ts'
import { readErasureList } from './erasure-list.ts'
import { openErasures } from './erasure.ts'
import { redactAsked } from './redact.ts'
import { replayErasures } from './replay-erasures.ts'
import { type ErasureTools, runErasures } from './run-erasure.ts'
import { lastTidied, tidyPeople } from './tidy.ts'

export type PeopleWorkerOptions = {
  tools: ErasureTools
  /** Told of trouble that passes. */
  onTrouble: (error: unknown) => void
  everyMs?: number
}

const EVERY_MS = 60_000
const DAY_MS = 86_400_000

/** Only one process at a time does it. */
const PEOPLE_LOCK = 7_016_947

/** Erases whom shops asked for, carries on what waits, and once a day forgets what was kept too long. */
export class PeopleWorker {
  readonly #options: PeopleWorkerOptions
  readonly #stop = new AbortController()
  #loop: Promise<void> | undefined

  constructor(options: PeopleWorkerOptions) {
    this.#options = options
  }

  start(): void {
    this.#loop = this.#run()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#loop
  }

  /** One look at what is to be done. */
  async look(): Promise<void> {
    const { tools } = this.#options
    // Each process keeps its own.
    await tools.masters.forgetDestroyed(tools.database)
    await ifNobodyElse(tools.database, async () => {
      await this.#attempt(() => redactAsked(tools, { onTrouble: this.#options.onTrouble }))
      await this.#attempt(() => this.#carryOn())
      const last = await lastTidied(tools.database)
      if (last && tools.now().getTime() - last.getTime() < DAY_MS) return
      await this.#attempt(() => replayAll(tools, this.#options.onTrouble))
      await tidyPeople(tools)
    })
  }

  /** What fails is no reason to leave the rest undone. */
  async #attempt(work: () => Promise<unknown>): Promise<void> {
    await work().catch(this.#options.onTrouble)
  }

  async #carryOn(): Promise<void> {
    const { tools } = this.#options
    for (const { brandId, brand } of await brandsOf(tools.database)) {
      const ids = await openErasures(tools.database, brandId)
      await this.#attempt(() => runErasures(tools, { brandId, brand, ids }))
    }
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.look().catch(this.#options.onTrouble)
      const every = this.#options.everyMs ?? EVERY_MS
      await sleep(every, undefined, { signal: this.#stop.signal }).catch(() => undefined)
    }
  }
}

function brandsOf(database: Database): Promise<{ brandId: number; brand: string }[]> {
  return database<{ brandId: number; brand: string }[]>`
    select brand_id::int as "brandId", code as brand from brands order by brand_id`
}

/** What a restored backup brought back goes again, within a day even where nobody ran `points recover`. */
export async function replayAll(
  { database, home }: Pick<ErasureTools, 'database' | 'home'>,
  onTrouble: (error: unknown) => void,
): Promise<number> {
  let found = 0
  for (const { brandId, brand: code } of await brandsOf(database)) {
    if ((await readErasureList(home, code)).length === 0) continue
    try {
      found += await withBrandLock(database, { brandId, code }, () => replayErasures({ database, home, code, brandId }))
      await settleAlert(database, { brandId, kind: 'erasedAgainFailed' })
    } catch (error) {
      const problem = 'People that a backup brought back were not erased again. Run `points recover` for this brand.'
      await raiseAlert(database, { brandId, kind: 'erasedAgainFailed', detail: { problem } })
      onTrouble(error)
    }
  }
  return found
}

async function ifNobodyElse(database: Database, work: () => Promise<void>): Promise<void> {
  const held = await database.reserve()
  try {
    const [row] = await held`select pg_try_advisory_lock(${PEOPLE_LOCK}) as held`
    if (row?.['held'] !== true) return
    try {
      await work()
    } finally {
      await held`select pg_advisory_unlock(${PEOPLE_LOCK})`
    }
  } finally {
    held.release()
  }
}

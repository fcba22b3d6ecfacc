import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../database/open-database.ts'
import { withBrandLock } from '../database/brand-lock.ts'
import { readErasureList } from './erasure-list.ts'
import { openErasures } from './erasure.ts'
import { redactAsked } from './redact.ts'
import { replayErasures } from './replay-erasures.ts'
import { type ErasureTools, runErasure } from './run-erasure.ts'
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
      await redactAsked(tools)
      await this.#carryOn()
      const last = await lastTidied(tools.database)
      if (last && tools.now().getTime() - last.getTime() < DAY_MS) return
      await replayAll(tools)
      await tidyPeople(tools)
    })
  }

  async #carryOn(): Promise<void> {
    const { tools, onTrouble } = this.#options
    for (const { brandId, brand } of await brandsOf(tools.database)) {
      for (const id of await openErasures(tools.database, brandId)) {
        await runErasure(tools, { brandId, brand, id }).catch(onTrouble)
      }
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
export async function replayAll({ database, home }: ErasureTools): Promise<number> {
  let found = 0
  for (const { brandId, brand: code } of await brandsOf(database)) {
    if ((await readErasureList(home, code)).length === 0) continue
    found += await withBrandLock(database, { brandId, code }, () => replayErasures({ database, home, code, brandId }))
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

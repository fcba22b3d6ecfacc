import { BRAND_LOCK } from '../database/brand-lock.ts'
import type { Database } from '../database/open-database.ts'
import { openSession } from '../database/open-session.ts'

/** First half of the name of the worker's lock; the second is the brand. */
const WORKER_LOCK = 7_016_945

/** Somebody else writes these books just now: an import, a recovery. */
export class BooksBusy extends Error {
  override name = 'BooksBusy'
}

/**
 * One connection for the locks of all brands of a process. The worker's lock elects who works for a brand; the brand's lock
 * is held for as long as its books are written, and shared with imports. A connection that breaks gives all of them back.
 */
export class BrandSession {
  readonly #session: Database
  /** By brand, the connection that took the worker's lock. */
  readonly #led = new Map<number, string>()
  /** The last piece of work on each brand's books: the database lets one connection in as often as it asks. */
  readonly #writing = new Map<number, Promise<unknown>>()

  constructor(database: Database) {
    this.#session = openSession(database)
  }

  /**
   * Names the connection under which this process works for the brand: takes the lock where it is free. Undefined where
   * another process works. Under another name than last time there may be another database behind, one that lost its last
   * commits: look at the books again.
   */
  async lead(brandId: number): Promise<string | undefined> {
    const [row] = await this.#session`select ${this.#name()} as connection`
    const connection = row?.['connection'] as string
    if (this.#led.get(brandId) === connection) return connection
    this.#led.delete(brandId)
    const [taken] = await this.#session`
      select pg_try_advisory_lock(${WORKER_LOCK}, ${brandId}) as taken, ${this.#name()} as connection`
    if (taken?.['taken'] !== true || taken['connection'] !== connection) return undefined
    this.#led.set(brandId, connection)
    return connection
  }

  /** Another server may give the same number to its processes. */
  #name() {
    return this.#session`pg_backend_pid() || ' of ' || pg_postmaster_start_time()`
  }

  /** Runs `work` while no other writer of this brand can; throws BooksBusy where another process is one. Not to be nested. */
  write<T>(brandId: number, work: () => Promise<T>): Promise<T> {
    const alone = (): Promise<T> => this.#writeAlone(brandId, work)
    const writing = (this.#writing.get(brandId) ?? Promise.resolve()).then(alone, alone)
    this.#writing.set(brandId, writing)
    return writing
  }

  async #writeAlone<T>(brandId: number, work: () => Promise<T>): Promise<T> {
    const [row] = await this.#session`
      select pg_try_advisory_lock(${BRAND_LOCK}, ${brandId}) as taken, ${this.#name()} as connection`
    if (row?.['taken'] !== true) throw new BooksBusy(`Brand ${brandId} is written by somebody else.`)
    try {
      if (row['connection'] !== this.#led.get(brandId))
        throw new BooksBusy(`The connection that worked for brand ${brandId} is gone.`)
      return await work()
    } finally {
      await this.#session`select pg_advisory_unlock(${BRAND_LOCK}, ${brandId})`
    }
  }

  /** Its connection ends, and all locks with it. */
  async end(): Promise<void> {
    await this.#session.end({ timeout: 1 })
  }
}

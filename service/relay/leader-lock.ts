import type { Database } from '../database/open-database.ts'
import { openSession } from '../database/open-session.ts'

/** First half of the advisory lock's name; the second follows from the key. */
const RELAY_LOCK = 7_016_944

/**
 * The election among replicas: whoever holds the lock of a key submits for it. A connection that breaks gives the lock back;
 * two that both believe to hold it for a moment cannot sign the same nonce or take the same intent, the tables see to that.
 */
export class LeaderLock {
  readonly #database: Database
  readonly #sender: string
  #session: Database | undefined
  /** The server's process in which we hold the lock. */
  #holder: number | undefined

  constructor(database: Database, sender: string) {
    this.#database = database
    this.#sender = sender
  }

  /** Tells whether the lock is ours: takes it where it is free, and asks the connection that holds it where it was. */
  async hold(): Promise<boolean> {
    this.#session ??= openSession(this.#database)
    try {
      const [held] = await this.#session`select pg_backend_pid() as process`
      if (held?.['process'] === this.#holder) return true
      const [row] = await this.#session`
        select pg_try_advisory_lock(${RELAY_LOCK}, hashtext(${this.#sender})) as taken, pg_backend_pid() as process`
      this.#holder = row?.['taken'] === true ? (row['process'] as number) : undefined
      return this.#holder !== undefined
    } catch (error) {
      this.#holder = undefined
      throw error
    }
  }

  /** Its connection ends, and the lock with it. */
  async release(): Promise<void> {
    const session = this.#session
    this.#session = undefined
    this.#holder = undefined
    await session?.end({ timeout: 1 })
  }
}

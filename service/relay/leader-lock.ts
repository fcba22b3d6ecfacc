import type { Database } from '../database/open-database.ts'

/** First half of the advisory lock's name; the second follows from the key. */
const RELAY_LOCK = 7_016_944

type Connection = Awaited<ReturnType<Database['reserve']>>

/**
 * The election among replicas: whoever holds the lock of a key submits for it. A connection that breaks gives the lock back;
 * two that both believe to hold it for a moment cannot sign the same nonce or take the same intent, the tables see to that.
 */
export class LeaderLock {
  readonly #database: Database
  readonly #sender: string
  #connection: Connection | undefined

  constructor(database: Database, sender: string) {
    this.#database = database
    this.#sender = sender
  }

  /** Tells whether the lock is ours: takes it where it is free, and asks the connection that holds it where it was. */
  async hold(): Promise<boolean> {
    try {
      if (this.#connection) {
        await this.#connection`select 1`
        return true
      }
      const connection = await this.#database.reserve()
      const [row] = await connection`select pg_try_advisory_lock(${RELAY_LOCK}, hashtext(${this.#sender})) as taken`
      if (row?.['taken'] === true) this.#connection = connection
      else connection.release()
      return this.#connection !== undefined
    } catch (error) {
      this.#connection = undefined
      throw error
    }
  }

  async release(): Promise<void> {
    const connection = this.#connection
    this.#connection = undefined
    if (!connection) return
    try {
      await connection`select pg_advisory_unlock(${RELAY_LOCK}, hashtext(${this.#sender}))`
    } finally {
      connection.release()
    }
  }
}

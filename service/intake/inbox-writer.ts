import type { Database } from '../database/open-database.ts'
import type { DataVault } from '../keys/data-vault.ts'
import { type Delivery, type Inserted, insertDeliveries } from './insert-delivery.ts'
import { IntakeError } from './intake-error.ts'

/** Statements under way at once; what comes meanwhile waits for the next one. */
const MOST_STATEMENTS = 2
const MOST_PER_STATEMENT = 64
const MOST_BYTES = 4 * 1024 * 1024

/** What may wait while the database does not answer: some seconds of a rush, and no more memory than this. */
const MOST_WAITING = 3_000
const MOST_BYTES_WAITING = 64 * 1024 * 1024
const RETRY_AFTER_S = 5

export type InboxWriterLimits = { waiting: number; bytes: number }

type Waiting = { delivery: Delivery; done: (inserted: Inserted) => void; failed: (error: unknown) => void }

/**
 * Writes deliveries that come at the same time with one statement and one commit: alone a delivery is written at once, in a rush
 * many share the price. Nobody is told before the commit.
 */
export class InboxWriter {
  readonly #database: Database
  readonly #vault: DataVault
  readonly #limits: InboxWriterLimits
  #waiting: Waiting[] = []
  #bytesWaiting = 0
  #statements = 0

  constructor(
    database: Database,
    vault: DataVault,
    limits: InboxWriterLimits = { waiting: MOST_WAITING, bytes: MOST_BYTES_WAITING },
  ) {
    this.#database = database
    this.#vault = vault
    this.#limits = limits
  }

  /** Throws an IntakeError where too many wait already: the shop sends it again, and what is in memory stays bounded. */
  async write(delivery: Delivery): Promise<Inserted> {
    const { waiting, bytes } = this.#limits
    if (this.#waiting.length >= waiting || this.#bytesWaiting + delivery.body.length > bytes) throw tooBusy()
    return new Promise((done, failed) => {
      this.#waiting.push({ delivery, done, failed })
      this.#bytesWaiting += delivery.body.length
      if (this.#statements < MOST_STATEMENTS) void this.#run()
    })
  }

  async #run(): Promise<void> {
    this.#statements += 1
    while (this.#waiting.length > 0) await this.#insert(this.#take())
    this.#statements -= 1
  }

  #take(): Waiting[] {
    let bytes = 0
    const fits = this.#waiting.findIndex(({ delivery }, index) => {
      bytes += delivery.body.length
      return index >= MOST_PER_STATEMENT || (index > 0 && bytes > MOST_BYTES)
    })
    const taken = this.#waiting.splice(0, fits === -1 ? this.#waiting.length : fits)
    for (const { delivery } of taken) this.#bytesWaiting -= delivery.body.length
    return taken
  }

  async #insert(group: readonly Waiting[]): Promise<void> {
    try {
      const deliveries = group.map(({ delivery }) => delivery)
      const inserted = await insertDeliveries(this.#database, this.#vault, deliveries)
      for (const [index, { done }] of group.entries()) done(inserted[index] ?? 'different')
    } catch (error) {
      // One that cannot be written must not take the others along.
      if (group.length > 1 && isOfTheData(error)) for (const each of group) await this.#insert([each])
      else for (const { failed } of group) failed(error)
    }
  }
}

/** Whether the values are to blame: data exceptions, broken constraints, limits exceeded. */
const isOfTheData = (error: unknown): boolean => /^(22|23|54)/.test(String((error as { code?: unknown }).code ?? ''))

function tooBusy(): IntakeError {
  const sentence = `Too many deliveries wait to be kept. Nothing of this one was; send it again in ${RETRY_AFTER_S} s.`
  return new IntakeError('TooBusy', { status: 503, sentence, retryAfterSeconds: RETRY_AFTER_S })
}

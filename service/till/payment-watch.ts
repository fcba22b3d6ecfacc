import { setTimeout as sleep } from 'node:timers/promises'
import type { ReadClient } from '../../chain/client.ts'
import type { Database } from '../database/open-database.ts'
import { followIntents } from './follow-intents.ts'
import { readPaidEvents } from './read-paid-events.ts'
import { timeOut } from './read-payment.ts'

export type PaymentWatchOptions = {
  database: Database
  client: ReadClient
  now: () => Date
  /** Told of trouble that passes: an unreachable chain, a lost connection. */
  onTrouble: (error: unknown) => void
}

const OPEN_MS = 150
const IDLE_MS = 1_000
const KEPT_DAYS = 35
/** Answers to a brand's own programs may hold a secret that is shown once. */
const KEPT_DAYS_OF_KEYS = 1
const TIDY_MS = 3_600_000

/** Follows what became of payments that tills asked for. Every replica runs one: what one did, the others find done. */
export class PaymentWatch {
  readonly #options: PaymentWatchOptions
  readonly #stop = new AbortController()
  #wake: () => void = () => undefined
  #loop: Promise<void> | undefined
  #tidiedAt = -Infinity

  constructor(options: PaymentWatchOptions) {
    this.#options = options
  }

  start(): void {
    this.#loop = this.#run()
  }

  /** There may be something to do. */
  poke(): void {
    this.#wake()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    this.#wake()
    await this.#loop
  }

  /** One look at clock, relay and chain. */
  async look(): Promise<'open' | 'idle' | 'none'> {
    const { database, client, now } = this.#options
    await this.#tidy()
    const [row] = await database<{ some: boolean; open: boolean }[]>`
      select exists (select 1 from till_payments) as some,
        exists (select 1 from till_payments where state in ('requested', 'confirmed')) as open`
    if (!row?.some) return 'none'
    if (row.open) {
      await timeOut(database, now())
      await database.begin((sql) => followIntents(sql, now()))
    }
    await readPaidEvents(database, client, now())
    return row.open ? 'open' : 'idle'
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const state = await this.look().catch((error: unknown) => {
        this.#options.onTrouble(error)
        return 'idle' as const
      })
      await this.#pause(state === 'open' ? OPEN_MS : IDLE_MS)
    }
  }

  async #tidy(): Promise<void> {
    if (performance.now() - this.#tidiedAt < TIDY_MS) return
    const { database, now } = this.#options
    const before = (days: number): string => new Date(now().getTime() - days * 86_400_000).toISOString()
    await database`
      delete from till_answers where answered_at < ${before(KEPT_DAYS)}
        or (key like 'key %' and answered_at < ${before(KEPT_DAYS_OF_KEYS)})`
    this.#tidiedAt = performance.now()
  }

  async #pause(ms: number): Promise<void> {
    const woken = new Promise<void>((resolve) => (this.#wake = resolve))
    await Promise.race([woken, sleep(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined)])
  }
}

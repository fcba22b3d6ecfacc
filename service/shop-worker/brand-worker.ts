import { setTimeout as sleep } from 'node:timers/promises'
import { ChainError } from '../../chain/errors/chain-error.ts'
import type { Minter } from '../import/minter.ts'
import type { BatchLimits } from '../import/open-batch.ts'
import { journalPath, keepJournal } from '../import/plan-journal.ts'
import { reopenRemoved } from '../import/reopen-removed.ts'
import { type Applied, applyAsking, applyDeliveries, type LedgerBooks } from '../ledger/apply-deliveries.ts'
import { newProgress } from '../queue/signer-queue.ts'
import { advanceRun, lastPlanned, type RunMemory } from './advance-run.ts'
import { BooksBusy, type BrandSession } from './brand-session.ts'
import { checkBooks } from './check-books.ts'
import { giveBackPayments } from './give-back-payments.ts'
import { planRun } from './plan-run.ts'
import { refundPayments } from './refund-payments.ts'
import { alertOf, type WorkerAlert, WorkerAlerts } from './worker-alerts.ts'

export type WorkerRules = {
  /** At least so long between two runs. */
  batchMs: number
  limits: BatchLimits
  /** Orders settled in one run at most. */
  orders: number
  /** Deliveries booked in one transaction at most. */
  window: number
}

export type BrandWorkerOptions = {
  minter: Minter
  books: Omit<LedgerBooks, 'locked'>
  session: BrandSession
  rules: WorkerRules
  /** Told of trouble that passes. */
  onTrouble: (error: unknown) => void
}

const IDLE_MS = 200
const POLL_MS = 50
const FOLLOW_MS = 1_000
const REORG_MS = 2_000
const ASK_MS = 200
const FIRST_BACKOFF_MS = 500
const LONGEST_BACKOFF_MS = 15_000

const newMemory = (): RunMemory => ({ progress: newProgress(), archived: new Set() })

type Round = 'idle' | 'busy' | 'waiting'

/** Books what a brand's shops tell and mints what is due, as long as it holds the brand's lock. */
export class BrandWorker {
  readonly #options: BrandWorkerOptions
  readonly #books: LedgerBooks
  readonly #alerts: WorkerAlerts
  readonly #stop = new AbortController()
  #memory: RunMemory = newMemory()
  #loop: Promise<void> | undefined
  /** Providers are being asked, beside everything else. */
  #asking = false
  #askFrom = -Infinity
  #wake: () => void = () => undefined
  /** The connection this process leads under; undefined where it does not, or may not know. */
  #connection: string | undefined
  /** These books were looked at since this process leads, and since the last trouble with them. */
  #checked = false
  /** Deliveries booked at once: fewer after trouble. */
  #window: number
  #plannedAt = -Infinity
  #reorgAt = -Infinity
  #backoffMs = 0
  #chainFrom = -Infinity

  constructor(options: BrandWorkerOptions) {
    this.#options = options
    const { minter, session, rules } = options
    this.#window = rules.window
    this.#books = { ...options.books, locked: (work) => session.write(minter.brandId, () => this.#unlessUnsure(work)) }
    this.#alerts = new WorkerAlerts(minter.database, minter.brandId)
  }

  start(): void {
    this.#loop = this.#run()
  }

  /** There may be something to do. */
  poke(): void {
    this.#wake()
  }

  /** Ends after the round under way. What was not finished is, by the next one to hold the lock. */
  async stop(): Promise<void> {
    this.#stop.abort()
    this.#wake()
    await this.#loop
    // What a provider answered may just be booked; what is asked now is not waited for.
    const { session, minter } = this.#options
    if (this.#asking) await session.write(minter.brandId, async () => undefined).catch(this.#options.onTrouble)
  }

  #unlessUnsure<T>(work: () => Promise<T>): Promise<T> {
    if (this.#stop.signal.aborted) throw new BooksBusy('This worker is about to end.')
    if (!this.#checked) throw new BooksBusy('These books have to be looked at first.')
    return work()
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const pause = await this.#round()
        .catch((error: unknown) => this.#trouble(error))
        // Not even telling it may end the worker.
        .catch(() => LONGEST_BACKOFF_MS)
      if (pause > 0) await this.#pause(pause)
    }
  }

  /** One round; gives how long to rest after it. */
  async #round(): Promise<number> {
    const { minter, session } = this.#options
    if (!(await this.#lead())) return FOLLOW_MS
    if (!this.#checked) await session.write(minter.brandId, () => this.#check())
    const applied = await this.#apply()
    if (!this.#asking && performance.now() >= this.#askFrom) void this.#ask()
    const chain = await this.#followChain()
    if (applied.more) return 0
    return applied.rows > 0 || chain === 'busy' ? 0 : chain === 'waiting' ? POLL_MS : IDLE_MS
  }

  /** What is too much at once is less after each failure, and more again once it went well. */
  async #apply(): Promise<Applied> {
    try {
      const applied = await applyDeliveries(this.#books, this.#window)
      if (applied.rows > 0) this.#window = Math.min(this.#window * 2, this.#options.rules.window)
      return applied
    } catch (error) {
      if (!(error instanceof BooksBusy)) this.#window = Math.max(1, Math.floor(this.#window / 2))
      throw error
    }
  }

  async #lead(): Promise<boolean> {
    const { minter, session } = this.#options
    const before = this.#connection
    // Where the database does not answer, the one that does later may be another.
    this.#connection = undefined
    this.#connection = await session.lead(minter.brandId)
    if (this.#connection !== before) this.#forget()
    return this.#connection !== undefined
  }

  /** What this process remembers of the books may not be so any more. */
  #forget(): void {
    this.#checked = false
    this.#memory = newMemory()
  }

  /** Asks providers for what their deliveries leave out. One that is slow keeps no other delivery waiting. */
  async #ask(): Promise<void> {
    this.#asking = true
    try {
      const { rows } = await applyAsking(this.#books)
      this.#askFrom = rows > 0 ? -Infinity : performance.now() + ASK_MS
      if (rows > 0) this.#wake()
    } catch (error) {
      this.#askFrom = performance.now() + FIRST_BACKOFF_MS
      if (!(error instanceof BooksBusy) && !this.#stop.signal.aborted) await this.#trouble(error)
    } finally {
      this.#asking = false
    }
  }

  async #check(): Promise<void> {
    const { minter } = this.#options
    await reopenRemoved(minter)
    await checkBooks(minter)
    // Of a run that was committed just before its process ended.
    const unfinished = await lastPlanned(minter)
    if (unfinished !== undefined) await keepJournal(journalPath(minter.home, minter.code, unfinished))
    this.#checked = true
  }

  /** What the chain cannot do now is tried again after a while; deliveries are booked meanwhile. */
  async #followChain(): Promise<Round> {
    if (performance.now() < this.#chainFrom) return 'idle'
    try {
      return await this.#options.session.write(this.#options.minter.brandId, () => this.#chainRound())
    } catch (error) {
      if (error instanceof BooksBusy) return 'idle'
      const alert = alertOf(error)
      if (!(error instanceof ChainError)) this.#forget()
      await this.#alerts.raise(alert.kind, alert.detail)
      this.#backOff()
      this.#options.onTrouble(error)
      return 'idle'
    }
  }

  async #chainRound(): Promise<Round> {
    const { minter, rules } = this.#options
    if (performance.now() - this.#reorgAt > REORG_MS) {
      await reopenRemoved(minter)
      this.#reorgAt = performance.now()
    }
    const advance = await advanceRun(minter, this.#memory)
    if (advance === 'moved') return 'busy'
    if (advance === 'waiting') return 'waiting'
    if (performance.now() - this.#plannedAt < rules.batchMs) return 'idle'
    const now = this.#options.books.now()
    if ((await refundPayments(minter, now)) || (await giveBackPayments(minter, now))) return 'busy'
    if (await this.#isDue()) return this.#plan()
    await this.#alerts.settleAllBut(new Set())
    return 'idle'
  }

  async #isDue(): Promise<boolean> {
    const { minter, books } = this.#options
    const { database, brandId } = minter
    const [row] = await database`
      select (select true from sales where brand_id = ${brandId} and kept - given < 0 order by order_number limit 1) as back,
        (select true from sales where brand_id = ${brandId} and kept - given > 0
          and matures_at <= ${books.now().toISOString()} order by matures_at limit 1) as give`
    return row?.['back'] === true || row?.['give'] === true
  }

  async #plan(): Promise<Round> {
    const { minter, rules, books } = this.#options
    if ((await lastPlanned(minter)) !== undefined) return 'busy'
    const { limits, orders } = rules
    const { run, due, shortages, tooLarge, room } = await planRun(minter, { now: books.now(), limits, orders })
    // A backlog does not wait for its turn.
    this.#plannedAt = run !== undefined && due >= orders ? -Infinity : performance.now()
    const kinds = new Set<WorkerAlert>(shortages)
    if (tooLarge.length > 0) kinds.add('orderAboveQuota')
    const facts = { mintable: room.mint.toString(), reversible: room.clawback.toString() }
    for (const kind of kinds) await this.#alerts.raise(kind, { ...facts, orders: due })
    await this.#alerts.settleAllBut(kinds)
    if (run !== undefined) this.#backoffMs = 0
    else if (kinds.size > 0) this.#backOff()
    return run === undefined ? 'idle' : 'busy'
  }

  #backOff(): void {
    this.#backoffMs = Math.min(Math.max(this.#backoffMs * 2, FIRST_BACKOFF_MS), LONGEST_BACKOFF_MS)
    this.#chainFrom = performance.now() + this.#backoffMs
  }

  /** Whatever stopped a round: it is told, and the next round tries again. */
  async #trouble(error: unknown): Promise<number> {
    if (error instanceof BooksBusy) return IDLE_MS
    this.#forget()
    this.#options.onTrouble(error)
    const { kind, detail } = alertOf(error)
    await this.#alerts.raise(kind, detail).catch(this.#options.onTrouble)
    this.#backOff()
    return this.#backoffMs
  }

  async #pause(ms: number): Promise<void> {
    const woken = new Promise<void>((resolve) => (this.#wake = resolve))
    await Promise.race([woken, sleep(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined)])
  }
}

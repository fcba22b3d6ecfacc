import { setTimeout as sleep } from 'node:timers/promises'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { type Progress, type QueueOptions, advanceQueue, newProgress } from '../queue/signer-queue.ts'
import { bookBatch, bookLost } from './book-batch.ts'
import type { IntentRow } from './intent-row.ts'
import { LeaderLock } from './leader-lock.ts'
import { planBatch } from './plan-batch.ts'
import { signOperation } from './sign-operation.ts'
import type { Relay } from './relay.ts'
import { reopenRemoved } from './reopen-removed.ts'
import { closeOverdue, settleRefused } from './settle-elsewhere.ts'
import { signBatch } from './sign-batch.ts'

const ROUND_MS = 25
const IDLE_MS = 250
const HOUSEKEEPING_MS = 1_000
/** An intent that would fail now is looked at again after this. */
const HELD_MS = 1_000
/** In-block failures after which an intent is not tried again. */
const TRIES = 3
const LOOKAHEAD = 200

export type WorkerOptions = {
  relay: Relay
  /** Told of trouble that passes: an unreachable chain, a lost connection. */
  onTrouble: (error: unknown) => void
}

/** Carries what is queued into blocks, as long as it holds the key's lock; every replica runs one. */
export class RelayWorker {
  readonly #relay: Relay
  readonly #onTrouble: (error: unknown) => void
  readonly #lock: LeaderLock
  readonly #queue: QueueOptions
  readonly #stop = new AbortController()
  #progress: Progress = newProgress()
  #held = new Map<string, number>()
  #tidiedAt = 0
  #waitingSince: number | undefined
  #wake: () => void = () => undefined
  #loop: Promise<void> | undefined
  leading = false

  constructor({ relay, onTrouble }: WorkerOptions) {
    this.#relay = relay
    this.#onTrouble = onTrouble
    this.#lock = new LeaderLock(relay.database, relay.key.sender)
    const { database, client, account, key, checkpoint } = relay
    this.#queue = {
      ...{ database, client, account, key, checkpoint },
      book: (sql, stored, receipt) => bookBatch(sql, relay, { stored, receipt }),
      bookLost: (sql, stored) => bookLost(sql, relay, stored),
    }
  }

  start(): void {
    this.#loop = this.#run()
  }

  /** There may be something to do. */
  poke(): void {
    this.#wake()
  }

  /** Ends after the round under way. What was not sent or not booked is, by the next one to hold the lock. */
  async stop(): Promise<void> {
    this.#stop.abort()
    this.#wake()
    await this.#loop
    await this.#lock.release().catch((error: unknown) => this.#onTrouble(error))
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await this.#round()
      } catch (error) {
        this.leading = false
        this.#onTrouble(error)
        await this.#pause(HOUSEKEEPING_MS)
      }
    }
  }

  async #round(): Promise<void> {
    const due = Date.now() - this.#tidiedAt > HOUSEKEEPING_MS
    if (due || !this.leading) await this.#tidy()
    if (!this.leading) return this.#pause(HOUSEKEEPING_MS)
    const round = await advanceQueue(this.#queue, this.#progress)
    if (round === 'booked') return
    const signed = await this.#sign()
    if (signed) return
    await this.#pause(round === 'empty' && this.#waitingSince === undefined ? IDLE_MS : ROUND_MS)
  }

  async #tidy(): Promise<void> {
    const before = this.leading
    this.leading = await this.#lock.hold()
    if (!this.leading) return
    if (!before) this.#progress = newProgress()
    const { block, now } = await getChainTime(this.#relay.client)
    await reopenRemoved(this.#relay, block)
    await closeOverdue(this.#relay, now)
    const time = Date.now()
    for (const [id, until] of this.#held) if (until < time) this.#held.delete(id)
    this.#tidiedAt = time
  }

  /** Signs the next batch, once it is worth it; tells whether there was one. */
  async #sign(): Promise<boolean> {
    const { rules } = this.#relay
    const waiting = (await this.#queued()).filter(({ id }) => !this.#held.has(id))
    const oldest = waiting[0]
    // By the clock of this machine: the database may have another.
    this.#waitingSince = oldest ? (this.#waitingSince ?? Date.now()) : undefined
    if (!oldest || (await this.#openTransactions()) >= rules.openTransactions) return false
    const waited = Date.now() - (this.#waitingSince ?? 0)
    if (waiting.length < rules.batchSize && waited < rules.batchWaitMs) return false
    this.#waitingSince = undefined
    if (oldest.kind === 'operation') return this.#signOperation(oldest)
    const intents = waiting.filter(({ kind }) => kind === 'intent')
    const { batch, refused } = await planBatch(this.#relay, intents)
    for (const each of refused) {
      this.#held.set(each.row.id, Date.now() + HELD_MS)
      await settleRefused(this.#relay, each)
    }
    if (!batch) return refused.length > 0
    await signBatch(this.#relay, batch)
    return true
  }

  async #signOperation(row: IntentRow): Promise<boolean> {
    const reason = await signOperation(this.#relay, row)
    if (reason === undefined) return true
    this.#held.set(row.id, Date.now() + HELD_MS)
    await settleRefused(this.#relay, { row, reason })
    return true
  }

  async #queued(): Promise<IntentRow[]> {
    const { database, client, hub } = this.#relay
    return database<IntentRow[]>`
      select * from relay_intents
      where chain_id = ${client.chain.id} and hub = ${hub.toLowerCase()} and status = 'queued' and failures < ${TRIES}
      order by place limit ${LOOKAHEAD}`
  }

  async #openTransactions(): Promise<number> {
    const { database, key } = this.#relay
    const [row] = await database`
      select count(distinct nonce)::int as open from transactions
      where chain_id = ${key.chainId} and sender = ${key.sender} and status = 'signed'`
    return (row?.['open'] ?? 0) as number
  }

  async #pause(ms: number): Promise<void> {
    const woken = new Promise<void>((resolve) => (this.#wake = resolve))
    await Promise.race([woken, sleep(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined)])
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../database/open-database.ts'
import { raiseAlert, settleAlert } from '../intake/alerts.ts'
import { SecretCache } from '../keys/secret-cache.ts'
import { type DueMessage, claimMessages, placeOfTarget, targetSecretName } from './claim-messages.ts'
import { postMessage } from './post-message.ts'
import type { Resolve } from './resolve-target.ts'
import { retryDelay } from './retry-delay.ts'
import { forgetOldBodies, settleMessage } from './settle-message.ts'
import { WebhookError } from './webhook-error.ts'

export type SenderOptions = {
  database: Database
  home: string
  /** Whether this machine itself may be told: on the local chain. */
  dev: boolean
  onTrouble: (error: unknown) => void
  random?: () => number
  resolve?: Resolve
  pauseMs?: number
}

const MOST_AT_ONCE = 64
/** Of one target: a slow one takes no place from the others. */
const MOST_PER_TARGET = 8
const PAUSE_MS = 1_000
const SWEEP_MS = 3_600_000

/** Sends messages whose time has come. Every replica runs one; a message is tried by one of them at a time. */
export class WebhookSender {
  readonly #options: SenderOptions
  readonly #secrets: SecretCache
  readonly #underWay = new Map<string, Promise<void>>()
  readonly #perTarget = new Map<string, number>()
  readonly #end = new AbortController()
  #running: Promise<void> | undefined
  #sweptAt = -Infinity

  constructor(options: SenderOptions) {
    this.#options = options
    this.#secrets = new SecretCache(options.home)
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** Waits for the attempts under way; everything else is in the table. */
  async stop(): Promise<void> {
    this.#end.abort()
    await this.#running
    await Promise.all(this.#underWay.values())
  }

  async #run(): Promise<void> {
    const { onTrouble, pauseMs = PAUSE_MS } = this.#options
    while (!this.#end.signal.aborted) {
      try {
        await this.#sweep()
        if (await this.#round()) continue
      } catch (error) {
        onTrouble(error)
      }
      await this.#pause(pauseMs)
    }
  }

  /** Until an attempt is over, or it is time to look again. */
  async #pause(ms: number): Promise<void> {
    const over = new AbortController()
    const signal = AbortSignal.any([this.#end.signal, over.signal])
    const slept = sleep(ms, undefined, { signal }).catch(() => undefined)
    await Promise.race([slept, ...this.#underWay.values()])
    over.abort()
  }

  /** Starts what is due; tells whether there may be more at once. */
  async #round(): Promise<boolean> {
    const busy = [...this.#perTarget].filter(([, count]) => count >= MOST_PER_TARGET).map(([place]) => place)
    const limit = Math.min(MOST_PER_TARGET, MOST_AT_ONCE - this.#underWay.size)
    if (limit <= 0) return false
    const messages = await claimMessages(this.#options.database, { limit, busy })
    for (const message of messages) this.#begin(message)
    return messages.length === limit
  }

  #begin(message: DueMessage): void {
    const place = placeOfTarget(message)
    const count = (by: number): unknown => this.#perTarget.set(place, (this.#perTarget.get(place) ?? 0) + by)
    count(1)
    const done = this.#attempt(message)
      .catch(this.#options.onTrouble)
      .finally(() => {
        count(-1)
        if (this.#perTarget.get(place) === 0) this.#perTarget.delete(place)
        this.#underWay.delete(message.id)
      })
    this.#underWay.set(message.id, done)
  }

  async #attempt(message: DueMessage): Promise<void> {
    const { database, random = Math.random } = this.#options
    const answer = message.removed ? 'removed' : await this.#post(message)
    const about = { brandId: message.brandId, kind: 'webhookFailed', subject: String(message.target) }
    if (/^2\d\d$/.test(answer)) {
      await settleMessage(database, message, { status: 'delivered', answer })
      return settleAlert(database, about)
    }
    const delay = message.removed ? undefined : retryDelay(message.attempts, random)
    await settleMessage(database, message, delay === undefined ? { status: 'failed', answer } : { answer, delay })
    if (delay !== undefined || message.removed) return
    await raiseAlert(database, { ...about, detail: { target: message.target, message: message.id, answer } })
  }

  /** The status of the answer, or in a word why there was none. */
  async #post({ id, body, url, ...place }: DueMessage): Promise<string> {
    const { dev, resolve } = this.#options
    try {
      const secret = await this.#secrets.read(targetSecretName(place))
      if (secret === undefined) return 'NoSecret'
      return String(await postMessage({ url, secret, message: { id, body }, now: new Date(), dev, resolve }))
    } catch (error) {
      if (error instanceof WebhookError) return error.code
      throw error
    }
  }

  async #sweep(): Promise<void> {
    if (performance.now() - this.#sweptAt < SWEEP_MS) return
    this.#sweptAt = performance.now()
    await forgetOldBodies(this.#options.database)
  }
}

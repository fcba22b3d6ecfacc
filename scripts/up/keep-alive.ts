import { setTimeout as sleep } from 'node:timers/promises'
import type { Child } from './child.ts'

export interface KeepAliveParameters {
  /** The child as it runs now. */
  first: Child
  /** Starts it anew and resolves when it is healthy. */
  again: () => Promise<Child>
  /** Told of every death, and of how the story goes on. */
  onDeath: (how: string, pauseMs: number) => void
  onBack: () => void
  /** Called once when the child keeps dying: there will be no further try. */
  onGivenUp: (how: string) => void
  /** Pauses before the tries that follow one death after the other; after the last there is none. */
  pausesMs?: readonly number[]
}

const PAUSES = [200, 1_000, 3_000, 8_000]
/** A child that lived this long starts with a clean record. */
const GOOD_LIFE_MS = 60_000

/** Keeps one child running: a dead one is started again after a growing pause, until it dies once too often. */
export class KeptAlive {
  readonly #parameters: KeepAliveParameters
  #child: Child
  #stopping: { signal: NodeJS.Signals; patienceMs: number } | undefined
  #loop: Promise<void>

  constructor(parameters: KeepAliveParameters) {
    this.#parameters = parameters
    this.#child = parameters.first
    this.#loop = this.#watch()
  }

  async stop(signal: NodeJS.Signals, patienceMs: number): Promise<void> {
    this.#stopping = { signal, patienceMs }
    await this.#child.stop(signal, patienceMs)
    await this.#loop
  }

  async #watch(): Promise<void> {
    for (let deaths = 0; ;) {
      const born = Date.now()
      let how = await this.#child.ended
      if (Date.now() - born > GOOD_LIFE_MS) deaths = 0
      for (let back = false; !back;) {
        if (this.#stopping) return
        const pause = (this.#parameters.pausesMs ?? PAUSES)[deaths]
        deaths += 1
        if (pause === undefined) return this.#parameters.onGivenUp(how)
        this.#parameters.onDeath(how, pause)
        await sleep(pause)
        if (this.#stopping) return
        try {
          this.#child = await this.#parameters.again()
          back = true
          await this.#stopNewborn()
        } catch (error) {
          how = error instanceof Error ? error.message : String(error)
        }
      }
      if (!this.#stopping) this.#parameters.onBack()
    }
  }

  /** A child that was being started while we were told to stop. */
  async #stopNewborn(): Promise<void> {
    if (this.#stopping) await this.#child.stop(this.#stopping.signal, this.#stopping.patienceMs)
  }
}

import { KeptAlive } from './keep-alive.ts'
import type { Part } from './part.ts'
import type { State, StatusRow } from './status-table.ts'

interface Watched {
  part: Part
  state: State
  note: string
  kept: KeptAlive | undefined
}

export interface SupervisorParameters {
  /** Told in a sentence what happened to a part. */
  tell: (sentence: string) => void
  onChange: () => void
}

/** Keeps the parts of a network running, knows how each does, and stops them in the reverse order of their start. */
export class Supervisor {
  readonly #parameters: SupervisorParameters
  readonly #watched: Watched[] = []
  #giveUp: (sentence: string) => void = () => undefined
  /** Settles when a part could not be kept alive. */
  readonly gaveUp = new Promise<string>((resolve) => (this.#giveUp = resolve))

  constructor(parameters: SupervisorParameters) {
    this.#parameters = parameters
  }

  /** Takes over a part that was just started and is healthy. */
  add(part: Part): void {
    const watched: Watched = { part, state: 'healthy', note: '', kept: undefined }
    if (part.kept) watched.kept = this.#keep(watched, part.kept)
    this.#watched.push(watched)
  }

  rows(): StatusRow[] {
    return this.#watched.map(({ part, state, note }) => ({ what: part.what, where: part.where, state, note }))
  }

  /** Asks every part how it does. */
  async look(): Promise<void> {
    await Promise.all(this.#watched.map((watched) => this.#check(watched)))
    this.#parameters.onChange()
  }

  async stop(): Promise<void> {
    for (const { part, kept } of this.#watched.toReversed()) {
      if (!part.kept || !kept) continue
      try {
        await part.kept.beforeStop?.()
      } catch (error) {
        this.#parameters.tell(`  The ${part.what} could not be put away neatly: ${String(error)}`)
      }
      await kept.stop(part.kept.stop, 15_000)
    }
  }

  #keep(watched: Watched, { first, again }: NonNullable<Part['kept']>): KeptAlive {
    const { tell, onChange } = this.#parameters
    const { what } = watched.part
    return new KeptAlive({
      first,
      again,
      onDeath: (how, pauseMs) => {
        watched.state = 'restarting'
        tell(`  The ${what} ${how}; starting it again${pauseMs >= 1_000 ? ` in ${pauseMs / 1_000} s` : ''}.`)
        onChange()
      },
      onBack: () => {
        watched.state = 'healthy'
        tell(`  The ${what} is back.`)
        onChange()
      },
      onGivenUp: (how) => {
        watched.state = 'not answering'
        this.#giveUp(`The ${what} keeps dying: it ${how}. Everything else is stopped; the logs folder says more.`)
      },
    })
  }

  async #check(watched: Watched): Promise<void> {
    if (watched.state === 'restarting') return
    try {
      watched.note = await watched.part.check()
      watched.state = 'healthy'
    } catch (error) {
      watched.state = 'not answering'
      watched.note = error instanceof Error ? error.message : String(error)
    }
  }
}

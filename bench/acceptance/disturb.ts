import { setTimeout as sleep } from 'node:timers/promises'
import type { Draw } from '../../test/model/random.ts'
import type { Stage } from './stage.ts'

export interface Disturbances {
  readonly kills: number
  readonly reorgs: number
  readonly databaseRestarts: number
}

type Kind = 'kill' | 'reorg' | 'databaseRestart'

export interface DisturberParameters {
  readonly stage: Stage
  readonly draw: Draw
  /** How many deliveries there will be. */
  readonly deliveries: number
  readonly planned: Disturbances
  readonly onDisturbed: (what: string) => void
}

/** Of the disturbances, these happen after the last delivery was accepted, while the points of many are still owed. */
const LATE_PERCENT = 10
const DEEPEST_REORG = 10
/** The longest a killed replica's turn waits once it answers, so that it is hit in the middle of things. */
const SETTLE_IN_MS = 1_500
/** One that does not answer for so long is killed as it is, as a supervisor would. */
const PATIENCE_MS = 20_000

/** Kills replicas, takes blocks away and stops the database at moments drawn by the seed. */
export class Disturber {
  readonly done = { kills: 0, reorgs: 0, databaseRestarts: 0 }
  readonly #parameters: DisturberParameters
  readonly #moments: { at: number; kind: Kind }[]
  readonly #late: Kind[] = []
  #accepted = 0
  #failure: unknown
  #ended = false

  constructor(parameters: DisturberParameters) {
    this.#parameters = parameters
    const { draw, deliveries, planned } = parameters
    const kinds: Kind[] = [
      ...Array<Kind>(planned.kills).fill('kill'),
      ...Array<Kind>(planned.reorgs).fill('reorg'),
      ...Array<Kind>(planned.databaseRestarts).fill('databaseRestart'),
    ]
    this.#moments = []
    for (const kind of kinds) {
      if (draw(100) < LATE_PERCENT) this.#late.push(kind)
      else this.#moments.push({ at: draw(deliveries), kind })
    }
    this.#moments.sort((a, b) => a.at - b.at)
  }

  accepted(): void {
    this.#accepted += 1
  }

  /** Holds the sender back where disturbances are due that have not happened yet, so that they are spread over the run. */
  readonly pace = async (): Promise<void> => {
    while (!this.#ended && this.#due() > 2) await sleep(50)
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Disturbs until everything planned has happened. */
  async run(): Promise<void> {
    try {
      while (this.#moments.length > 0) {
        if (this.#due() > 0) await this.#disturb((this.#moments.shift() as { kind: Kind }).kind)
        else await sleep(20)
      }
      for (const kind of this.#late) await this.#disturb(kind)
    } catch (error) {
      this.#failure = error
      throw error
    } finally {
      this.#ended = true
    }
  }

  #due(): number {
    return this.#moments.filter(({ at }) => at <= this.#accepted).length
  }

  async #disturb(kind: Kind): Promise<void> {
    if (kind === 'kill') await this.#kill()
    else if (kind === 'reorg') await this.#reorg()
    else await this.#restartDatabase()
  }

  async #kill(): Promise<void> {
    const { stage, draw, onDisturbed } = this.#parameters
    const number = draw(stage.replicas.length)
    const replica = stage.replicas[number]
    if (!replica) return
    // One in eight is hit while it is still starting.
    if (draw(8) > 0) {
      await replica.waitUntilUp(PATIENCE_MS)
      await sleep(draw(SETTLE_IN_MS))
    }
    replica.kill()
    this.done.kills += 1
    onDisturbed(`kill replica ${number + 1}`)
  }

  async #reorg(): Promise<void> {
    const { stage, draw, onDisturbed } = this.#parameters
    const depth = 1 + draw(DEEPEST_REORG)
    await stage.node('anvil_reorg', depth, [])
    this.done.reorgs += 1
    onDisturbed(`reorg of ${depth} blocks`)
  }

  async #restartDatabase(): Promise<void> {
    await this.#parameters.stage.cluster.restart()
    this.done.databaseRestarts += 1
    this.#parameters.onDisturbed('database stopped at once and started again')
  }
}

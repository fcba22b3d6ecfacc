import { type EpochClock, epochAt } from '../../chain/codec/lots.ts'

const DAY = 86_400

/** Days from the beginning to the end of the story; the local chain begins that long ago. */
export const LENGTH = 400

/** Files of orders arrive in rounds. */
export const ROUNDS = 14

export const dayOfRound = (round: number): number => 2 + 30 * round

/** Opal buys in the rounds up to this one. */
export const OPALS_LAST_ROUND = 1

/** Days of the story and seconds of the chain, for a story that ends now. */
export class Calendar {
  readonly #begin: bigint
  readonly #clock: EpochClock
  readonly #now: bigint

  constructor(now: bigint, clock: EpochClock) {
    this.#now = now
    this.#begin = now - BigInt(LENGTH * DAY)
    this.#clock = clock
  }

  timeOf(day: number): bigint {
    return this.#begin + BigInt(Math.round(day * DAY))
  }

  /** The last round whose points are of the epoch before the present one; an hour's work fits in between. */
  get lastRoundBeforeEpoch(): number {
    const begin = this.#dayOf(this.#beginOf(epochAt(this.#now, this.#clock)))
    const rounds = Array.from({ length: ROUNDS }, (_, round) => round)
    return rounds.findLast((round) => dayOfRound(round) < begin - 1 / 24) ?? 0
  }

  /** The day after Opal's last points expired: those of life 1 live through the epoch after their own. */
  get opalsEnd(): number {
    const bought = epochAt(this.timeOf(dayOfRound(OPALS_LAST_ROUND) + 1 / 24), this.#clock)
    return this.#dayOf(this.#beginOf(bought + 2n)) + 1
  }

  #beginOf(epoch: bigint): bigint {
    return this.#clock.origin + epoch * this.#clock.length
  }

  #dayOf(time: bigint): number {
    return Number(time - this.#begin) / DAY
  }
}

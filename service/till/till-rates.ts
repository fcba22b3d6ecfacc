import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import type { Device } from './device.ts'
import { TillError } from './till-error.ts'

export type Rate = 'requests' | 'phones' | 'inVain'

/** A minute and device; numbers of phones and cards are what a stolen key would try out. */
const PER_MINUTE: Record<Rate, number> = { requests: 600, phones: 60, inVain: 20 }

/** One of a rate, taken by something under way. */
export type Held = { end: (how: { giveBack: boolean }) => Promise<void> }

/** What a device may ask of one replica. */
export class TillRates {
  readonly #limiters: Record<Rate, RateLimiterMemory>
  /** What is under way, by rate and device. */
  readonly #open = new Map<string, Set<Promise<undefined>>>()

  constructor(perMinute: Record<Rate, number> = PER_MINUTE) {
    const limiter = (rate: Rate) => new RateLimiterMemory({ points: perMinute[rate], duration: 60 })
    this.#limiters = { requests: limiter('requests'), phones: limiter('phones'), inVain: limiter('inVain') }
  }

  async use(rate: Rate, device: Device): Promise<void> {
    try {
      await this.#limiters[rate].consume(nameOf(device))
    } catch (error) {
      if (error instanceof Error) throw error
      throw tooOften((error as RateLimiterRes).msBeforeNext)
    }
  }

  /** Takes one for something that may turn out not to count. */
  async hold(rate: Rate, device: Device): Promise<Held> {
    const limiter = this.#limiters[rate]
    try {
      await this.use(rate, device)
    } catch (error) {
      // What is refused counts for nothing either.
      await limiter.reward(nameOf(device))
      throw error
    }
    const name = `${rate} ${nameOf(device)}`
    const open = this.#open.get(name) ?? new Set()
    this.#open.set(name, open)
    const { promise, resolve } = Promise.withResolvers<undefined>()
    open.add(promise)
    return {
      end: async ({ giveBack }) => {
        if (giveBack) await limiter.reward(nameOf(device))
        open.delete(promise)
        if (open.size === 0 && this.#open.get(name) === open) this.#open.delete(name)
        resolve(undefined)
      },
    }
  }

  /** Waits until something under way is over; false where nothing is. */
  async oneIsOver(rate: Rate, device: Device): Promise<boolean> {
    const open = this.#open.get(`${rate} ${nameOf(device)}`)
    if (!open) return false
    await Promise.race(open)
    return true
  }

  /** Throws where everything is used up already, and counts nothing. */
  async check(rate: Rate, device: Device): Promise<void> {
    const used = await this.#limiters[rate].get(nameOf(device))
    if (used !== null && used.remainingPoints <= 0) throw tooOften(used.msBeforeNext)
  }
}

const nameOf = ({ brandId, number }: Device): string => `${brandId} ${number}`

function tooOften(ms: number): TillError {
  const retryAfterSeconds = Math.max(1, Math.ceil(ms / 1_000))
  const sentence = `This till asks too often. Try again in ${retryAfterSeconds} s.`
  return new TillError('TooOften', { status: 429, sentence, retryAfterSeconds })
}

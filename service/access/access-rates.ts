import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { AccessError } from './access-error.ts'

export type AccessRate = 'requests' | 'refused'

/** A minute and key. What is refused for its role is written into the audit log, hence not often. */
const PER_MINUTE: Record<AccessRate, number> = { requests: 300, refused: 30 }

/** What a key of a brand may ask of one replica. */
export class AccessRates {
  readonly #limiters: Record<AccessRate, RateLimiterMemory>

  constructor(perMinute: Partial<Record<AccessRate, number>> = {}) {
    const limiter = (rate: AccessRate) =>
      new RateLimiterMemory({ points: perMinute[rate] ?? PER_MINUTE[rate], duration: 60 })
    this.#limiters = { requests: limiter('requests'), refused: limiter('refused') }
  }

  async use(rate: AccessRate, who: string): Promise<void> {
    try {
      await this.#limiters[rate].consume(who)
    } catch (error) {
      if (error instanceof Error) throw error
      const retryAfterSeconds = Math.max(1, Math.ceil((error as RateLimiterRes).msBeforeNext / 1_000))
      const sentence = `This key asks too often. Try again in ${retryAfterSeconds} s.`
      throw new AccessError('TooOften', { status: 429, sentence, retryAfterSeconds })
    }
  }
}

const WINDOW_MS = 60_000
/** Bad ones an address may send within a minute before it is told to stop. */
const TOLD = 20
/** From here on it is not listened to any more, unless it has sent good ones too. */
const IGNORED = 200
/** Addresses remembered at once. */
const MOST = 50_000

export type Verdict = 'listen' | 'tooMany'

/**
 * Counts bad signatures per address. An address that also sends good ones is always listened to: a provider sends everybody's
 * deliveries from the same few addresses, and nobody may silence a shop by having the provider send us rubbish.
 */
export class BadSignatures {
  #counts = new Map<string, number>()
  #good = new Set<string>()
  #since = 0

  /** Whether a request of this address is worth reading. */
  before(address: string, now: number): Verdict {
    this.#turn(now)
    const ignored = (this.#counts.get(address) ?? 0) >= IGNORED && !this.#good.has(address)
    return ignored ? 'tooMany' : 'listen'
  }

  good(address: string): void {
    if (this.#good.size >= MOST) this.#good = new Set()
    this.#good.add(address)
  }

  /** Counts a bad one; tells whether it was one too many. */
  bad(address: string, now: number): Verdict {
    this.#turn(now)
    if (this.#counts.size >= MOST) this.#counts = new Map()
    const count = (this.#counts.get(address) ?? 0) + 1
    this.#counts.set(address, count)
    return count > TOLD ? 'tooMany' : 'listen'
  }

  /** Seconds until counting starts anew. */
  secondsLeft(now: number): number {
    return Math.max(1, Math.ceil((this.#since + WINDOW_MS - now) / 1_000))
  }

  #turn(now: number): void {
    if (now - this.#since < WINDOW_MS) return
    this.#counts = new Map()
    this.#since = now
  }
}

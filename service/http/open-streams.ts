import { RelayError } from '../relay/relay-error.ts'

/** Streams one replica keeps open at once. */
const MOST = 2_000

/** Counts the streams of events that are open here, so that neither all together nor one connection has too many. */
export class OpenStreams {
  readonly #mostOfOne: number
  readonly #open = new Map<string, number>()
  #all = 0

  constructor(mostOfOne: number) {
    this.#mostOfOne = mostOfOne
  }

  /** Counts one in; gives what counts it out again. Throws where it would be too many. */
  enter(origin: string): () => void {
    const ofOrigin = this.#open.get(origin) ?? 0
    if (this.#all >= MOST) throw tooMany(503, 'Too many are watching already. Ask for the state instead.')
    if (ofOrigin >= this.#mostOfOne) throw tooMany(429, 'This connection watches too much already. Close some of it.')
    this.#open.set(origin, ofOrigin + 1)
    this.#all += 1
    let inside = true
    return () => {
      if (!inside) return
      inside = false
      this.#all -= 1
      const left = (this.#open.get(origin) ?? 1) - 1
      if (left === 0) this.#open.delete(origin)
      else this.#open.set(origin, left)
    }
  }
}

const tooMany = (status: 429 | 503, sentence: string): RelayError =>
  new RelayError('TooManyStreams', { status, sentence, retryAfterSeconds: 5 })

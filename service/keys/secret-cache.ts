import { KeyError } from './key-error.ts'
import { loadSecret, stampOfSecret } from './stored-secrets.ts'

/**
 * Secrets as they lie in the data folder. Decrypting takes up to a tenth of a second, so that each is decrypted once, and again
 * when its file has changed.
 */
export class SecretCache {
  readonly #home: string
  readonly #known = new Map<string, { stamp: string; secret: string | undefined }>()

  constructor(home: string) {
    this.#home = home
  }

  /** Undefined where there is none. One that cannot be decrypted is tried again only when its file has changed. */
  async read(name: string, onTrouble?: (error: unknown) => void): Promise<string | undefined> {
    const stamp = await stampOfSecret(this.#home, name)
    if (stamp === undefined) {
      this.#known.delete(name)
      return undefined
    }
    const known = this.#known.get(name)
    if (known?.stamp === stamp) return known.secret
    const secret = await this.#load(name, onTrouble)
    this.#known.set(name, { stamp, secret })
    return secret
  }

  async #load(name: string, onTrouble: ((error: unknown) => void) | undefined): Promise<string | undefined> {
    try {
      return await loadSecret(this.#home, name)
    } catch (error) {
      if (!onTrouble || !(error instanceof KeyError)) throw error
      onTrouble(error)
      return undefined
    }
  }
}

import type { Hex } from 'viem'
import { claimSeedName, loadOrCreateSeed } from '../keys/stored-keys.ts'
import { pepperName } from '../ledger/identify.ts'
import { type ErasedNames, openErasedNames } from '../people/erased-names.ts'

export type Secrets = { pepper: Hex; claimSeed: Hex; names: ErasedNames }

/** The seeds of brands, decrypted once: that takes a tenth of a second. */
export class BrandSecrets {
  readonly #home: string
  readonly #known = new Map<string, Promise<Secrets>>()

  constructor(home: string) {
    this.#home = home
  }

  of(code: string): Promise<Secrets> {
    const known = this.#known.get(code)
    if (known) return known
    const loading = this.#load(code)
    this.#known.set(code, loading)
    loading.catch(() => this.#known.delete(code))
    return loading
  }

  async #load(code: string): Promise<Secrets> {
    const [pepper, claimSeed, names] = await Promise.all([
      loadOrCreateSeed(this.#home, pepperName(code)),
      loadOrCreateSeed(this.#home, claimSeedName(code)),
      openErasedNames(this.#home, code),
    ])
    return { pepper, claimSeed, names }
  }
}

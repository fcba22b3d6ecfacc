import type { Device } from './device.ts'
import type { TillRates } from './till-rates.ts'
import { TillError } from './till-error.ts'

export type CardSearch = Pick<CardTries, 'find'>

/** Counts the wrong card numbers of one till, wherever it gives them: a stolen key would try out which ones there are. */
export class CardTries {
  readonly #rates: TillRates
  readonly #device: Device

  constructor(rates: TillRates, device: Device) {
    this.#rates = rates
    this.#device = device
  }

  /** Looks for a member by a card, where not too many were looked for in vain. */
  async find<found>(look: () => Promise<found>): Promise<found> {
    await this.check()
    return await this.count(look)
  }

  /** For many at once, which were good or not before anybody counted: asked here whether it may, then only counted. */
  async admitAll(): Promise<CardSearch> {
    await this.check()
    return { find: (look) => this.count(look) }
  }

  /** Whether this till may look for one more. */
  async check(): Promise<void> {
    await this.#rates.check('inVain', this.#device)
  }

  /** Looks for a member by a card; in vain counts. */
  async count<found>(look: () => Promise<found>): Promise<found> {
    try {
      return await look()
    } catch (error) {
      if (error instanceof TillError && error.code === 'UnknownMember') await this.#rates.use('inVain', this.#device)
      throw error
    }
  }
}

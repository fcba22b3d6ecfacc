import type { Device } from './device.ts'
import type { TillRates } from './till-rates.ts'
import { TillError } from './till-error.ts'

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
    await this.#rates.check('inVain', this.#device)
    try {
      return await look()
    } catch (error) {
      if (error instanceof TillError && error.code === 'UnknownMember') await this.#rates.use('inVain', this.#device)
      throw error
    }
  }
}

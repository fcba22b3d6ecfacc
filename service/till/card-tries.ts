import type { Device } from './device.ts'
import type { TillRates } from './till-rates.ts'
import { TillError } from './till-error.ts'

export type CardSearch = Pick<CardTries, 'find'>

/**
 * Counts what one till learns of people it does not serve, wherever it asks: a stolen key would try out which cards, phone numbers
 * and addresses there are. Each look counts from its beginning, and is given back where it told nothing: many at once
 * learn no more than one after the other.
 */
export class CardTries {
  readonly #rates: TillRates
  readonly #device: Device

  constructor(rates: TillRates, device: Device) {
    this.#rates = rates
    this.#device = device
  }

  /** Looks for a member, where not too many were looked for in vain; after them nobody is found, whoever is asked for. */
  find<found>(look: () => Promise<found>): Promise<found> {
    return this.#count('UnknownMember', look)
  }

  /** The same for whoever holds nothing while waiting: where others under way have the last tries, after them. */
  async findInTurn<found>(look: () => Promise<found>): Promise<found> {
    for (;;) {
      try {
        return await this.find(look)
      } catch (error) {
        if (!isOf(error, 'TooOften') || !(await this.#rates.oneIsOver('inVain', this.#device))) throw error
      }
    }
  }

  /** Enrols somebody; who is a member already tells as much as one who is found. */
  enrol<made>(work: () => Promise<made>): Promise<made> {
    return this.#count('AlreadyMember', work)
  }

  /** Throws where no try is left. */
  async check(): Promise<void> {
    await this.#rates.check('inVain', this.#device)
  }

  async #count<result>(tells: string, work: () => Promise<result>): Promise<result> {
    const held = await this.#rates.hold('inVain', this.#device)
    let told = false
    try {
      return await work()
    } catch (error) {
      told = isOf(error, tells)
      throw error
    } finally {
      await held.end({ giveBack: !told })
    }
  }
}

const isOf = (error: unknown, code: string): boolean => error instanceof TillError && error.code === code

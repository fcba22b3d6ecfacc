/** People of the made-up history, by number from 0: what the loader writes of them and what the generator asks for. */

export const LOAD_SHOP = { provider: 'generic', shop: 'main' } as const

export const customerOf = (person: number): string => `customer-${person}`

/** Every second one was enrolled at a till. */
export const hasCard = (person: number): boolean => person % 2 === 0

export const cardOf = (person: number): string => `LOAD${String(person).padStart(10, '0')}`

/** Of a range that Ofcom gives nobody. */
export const phoneOf = (person: number): string => `+447700${String(person).padStart(8, '0')}`

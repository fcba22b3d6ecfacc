import { TEMPLATES, type Template } from './templates.ts'

/**
 * Who bought what, by arithmetic. Three of four people bought five times: five entries earn, five mint. Every fourth bought
 * four times and brought a piece of the second order back, which makes ten entries too.
 */
export const ROWS_PER_PERSON = 10
export const ROUNDS = 5
export const BACK_ROUND = 1

export const GROUP = 500
export const BATCHES_PER_RUN = 10

const bringsBack = (person: number): boolean => person % 4 === 3

/** The same as in the statements of fill-orders.ts. */
const templateOf = (person: number, round: number): number => (person * 7 + round * 13) % TEMPLATES

export interface Totals {
  readonly earned: bigint
  readonly reversed: bigint
}

/** What a person's orders came to, in 0.01 point. */
export function totalsOf(templates: readonly Template[], person: number): Totals {
  let earned = 0n
  let reversed = 0n
  for (let round = 0; round < ROUNDS; round++) {
    const template = templates[templateOf(person, round)]
    if (!template || (bringsBack(person) && round === ROUNDS - 1)) continue
    earned += BigInt(template.earned)
    if (bringsBack(person) && round === BACK_ROUND) reversed += BigInt(template.backTaken)
  }
  return { earned, reversed }
}

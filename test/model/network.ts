import type { Lot } from './lots.ts'

/** All of a payment, as a share refunded of it. */
export const WHOLE = 10n ** 18n

export type Terms = { rate: bigint; spreadBps: bigint; promisePercent: bigint; life: bigint }
export type Credit = Lot & { closesAt: bigint; reversed: bigint }

export type Brand = {
  reserve: bigint
  terms: Terms
  next: Terms | undefined
  effectiveAt: bigint
  never: boolean
  lots: Map<string, Lot[]>
  batches: Map<string, Credit>[]
}

/** Points of one brand that a payment spent. */
export type Leg = { id: bigint; points: bigint; value: bigint; lots: Lot[] }

export type Network = {
  now: bigint
  brands: Map<bigint, Brand>
  causes: Map<bigint, bigint>
  /** By till, member and order. */
  payments: Map<string, { paidAt: bigint; share: bigint; legs: Leg[] }>
}

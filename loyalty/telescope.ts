import { WHOLE_POINT } from './rate.ts'

/** What an order earned and what was already taken back of it, in 0.01 point; values in 10^-6 of the currency. */
export type Earning = {
  original: bigint
  remaining: bigint
  earned: bigint
  taken: bigint
}

/** Whole points an order keeps after returns, rounded down. */
export function keptDown(earning: Earning): bigint {
  if (earning.original === 0n) return 0n
  return (((earning.earned / WHOLE_POINT) * earning.remaining) / earning.original) * WHOLE_POINT
}

/** Points to take back now: a return in parts takes exactly what the same return takes at once. Never below zero. */
export function debitOf(earning: Earning): bigint {
  const debit = earning.earned - keptDown(earning) - earning.taken
  return debit > 0n ? debit : 0n
}

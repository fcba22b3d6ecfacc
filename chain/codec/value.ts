import { valueAtParDown } from './rate.ts'

export interface ValueOutParameters {
  points: bigint
  rate: bigint
  reserve: bigint
  supply: bigint
}

/** What points are worth on leaving their brand, in µ: at par, at most their share of the reserve; rounded down. */
export function valueOutDown({ points, rate, reserve, supply }: ValueOutParameters): bigint {
  const par = valueAtParDown(points, rate)
  if (supply === 0n) return par
  const share = (points * reserve) / supply
  return share < par ? share : par
}

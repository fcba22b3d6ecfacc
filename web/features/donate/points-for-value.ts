import { valueOutDown } from '../../../chain/codec/value.ts'
import type { Holding } from '../holdings/holding.ts'

/** The fewest points of a holding that are worth at least `value`, and at most all of it. */
export function pointsForValue({ brand, points }: Holding, value: bigint): bigint {
  const worthOf = (some: bigint): bigint =>
    valueOutDown({ points: some, rate: brand.terms.rate, reserve: brand.reserve, supply: brand.supply })
  let [low, high] = [0n, points]
  if (worthOf(high) < value) return high + 1n
  while (low < high) {
    const middle = (low + high) / 2n
    if (worthOf(middle) >= value) high = middle
    else low = middle + 1n
  }
  return low
}

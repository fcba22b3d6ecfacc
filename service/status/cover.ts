import { valueAtParDown } from '../../chain/codec/rate.ts'

/** Share of the points' value that the reserve covers, in percent with one decimal, rounded down; null without points. */
export function coverPercentDown({
  reserve,
  supply,
  rate,
}: {
  reserve: bigint
  supply: bigint
  rate: bigint
}): string | null {
  const value = valueAtParDown(supply, rate)
  if (value === 0n) return null
  const tenths = (reserve * 1000n) / value
  return `${tenths / 10n}.${tenths % 10n}`
}

import type { SaleLine } from './shop-event.ts'

/**
 * Takes a discount that no line names off the lines, each by its share; what rounding down leaves comes off the first
 * lines that still have it. Never below zero.
 */
export function spreadDiscountDown(lines: readonly SaleLine[], discount: bigint): SaleLine[] {
  const total = lines.reduce((sum, { net }) => sum + net, 0n)
  const taken = discount < total ? discount : total
  if (taken <= 0n) return [...lines]

  const shares = lines.map(({ net }) => (net * taken) / total)
  let rest = taken - shares.reduce((sum, share) => sum + share, 0n)
  return lines.map((line, i) => {
    const share = shares[i] ?? 0n
    const extra = rest < line.net - share ? rest : line.net - share
    rest -= extra
    return { ...line, net: line.net - share - extra }
  })
}

/** A return as far as its value goes, in 10^-6 of the currency. */
export type ReturnedPart = {
  /** All of the order came back. */
  whole: boolean
  /** What of it counts, where the shop says so. */
  basis: bigint | undefined
  /** Net of the lines that came back and count, where the shop names lines. */
  lines: bigint | undefined
  /** The money that went back. */
  amount: bigint
}

export type ReturnedSale = {
  /** Net of the lines that count. */
  eligible: bigint
  /** What earned. */
  basis: bigint
  /** All that was paid. */
  total: bigint
}

/**
 * What all returns of an order together take off its basis; rounded down, and never more than the basis. The same whatever
 * the order they came in.
 */
export function returnedValueDown({ eligible, basis, total }: ReturnedSale, returns: readonly ReturnedPart[]): bigint {
  if (returns.some(({ whole }) => whole)) return basis
  let stated = 0n
  let lines = 0n
  let amounts = 0n
  for (const part of returns) {
    if (part.basis !== undefined) stated += part.basis
    else if (part.lines !== undefined) lines += part.lines
    else amounts += part.amount
  }
  const byLines = eligible === 0n ? 0n : (basis * lines) / eligible
  const byAmounts = total === 0n ? 0n : (basis * amounts) / total
  const value = stated + byLines + byAmounts
  return value < basis ? value : basis
}

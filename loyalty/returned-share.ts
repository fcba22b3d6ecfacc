import { type ReturnedPart, type ReturnedSale, returnedValueDown } from './returned-value.ts'

/** All of a sale, in 10^-18. */
export const WHOLE_SALE = 10n ** 18n

/** Which part of a sale came back, in 10^-18 and rounded down: by it a payment with points is refunded, too. */
export function returnedShareDown(sale: ReturnedSale, returns: readonly ReturnedPart[]): bigint {
  const parts = returns.map((part) => {
    if (part.basis === undefined) return part
    return { ...part, basis: sale.basis === 0n ? 0n : (part.basis * WHOLE_SALE) / sale.basis }
  })
  return returnedValueDown({ ...sale, basis: WHOLE_SALE }, parts)
}

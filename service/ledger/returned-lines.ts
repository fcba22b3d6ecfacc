import { parseDecimal } from '../../loyalty/decimal.ts'
import type { StoredReturn, StoredSale } from './ledger-window.ts'

/** Digits after the point that a quantity may have: goods are sold by weight. */
const QUANTITY_DECIMALS = 12

/**
 * What returned lines were worth at the sale, in 10^-6 of the currency, as far as they count: gift cards and excluded
 * categories earned nothing, so their return takes nothing. A line told by quantity alone is worth its share of the sale's
 * line, rounded down; never more than the line.
 */
export function lineValueDown(sale: StoredSale, lines: NonNullable<StoredReturn['lines']>): bigint {
  return lines.reduce((sum, line) => sum + valueOf(sale, line), 0n)
}

function valueOf(sale: StoredSale, line: NonNullable<StoredReturn['lines']>[number]): bigint {
  const sold = sale.lines.find(({ id }) => id === line.lineId)
  if (!sold) return line.net === null ? 0n : BigInt(line.net)
  const share = sale.breakdown.lines.find(({ lineId }) => lineId === line.lineId)
  if (share?.excluded) return 0n
  const net = BigInt(sold.net)
  if (line.net !== null) return smaller(BigInt(line.net), net)
  const quantity = parseDecimal(line.quantity, QUANTITY_DECIMALS) ?? 0n
  const of = parseDecimal(sold.quantity, QUANTITY_DECIMALS) ?? 0n
  return of <= 0n || quantity >= of ? net : (net * quantity) / of
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)

import { parseDecimal } from '../../loyalty/decimal.ts'
import type { StoredReturn, StoredSale } from './ledger-window.ts'

/** Digits after the point that a quantity may have: goods are sold by weight. */
const QUANTITY_DECIMALS = 12

/** The one line of a sale whose provider told no lines of it. */
const ALL = 'all'

type ReturnedLine = NonNullable<StoredReturn['lines']>[number]

/**
 * What returned lines were worth at the sale, in 10^-6 of the currency, as far as they count: gift cards and excluded
 * categories earned nothing, so their return takes nothing; neither did a line that the sale does not have. A line told by
 * quantity alone is worth its share of the sale's line, rounded down; never more than the line.
 */
export function lineValueDown(sale: StoredSale, lines: readonly ReturnedLine[]): bigint {
  return lines.reduce((sum, line) => sum + valueOf(sale, line), 0n)
}

/** Whether a return names a line that its sale does not have: added by an edit after the sale was told, say. */
export function hasUnknownLine(sale: StoredSale, { known, lines }: StoredReturn): boolean {
  return known && (lines ?? []).some((line) => soldAs(sale, line) === undefined)
}

function soldAs({ lines }: StoredSale, { lineId, net }: ReturnedLine): StoredSale['lines'][number] | undefined {
  const [first, ...more] = lines
  const whole = first?.id === ALL && more.length === 0 && net !== null ? first : undefined
  return lines.find(({ id }) => id === lineId) ?? whole
}

function valueOf(sale: StoredSale, line: ReturnedLine): bigint {
  const sold = soldAs(sale, line)
  if (!sold) return 0n
  const share = sale.breakdown.lines.find(({ lineId }) => lineId === sold.id)
  if (share?.excluded) return 0n
  const net = BigInt(sold.net)
  if (line.net !== null) return smaller(BigInt(line.net), net)
  const quantity = parseDecimal(line.quantity, QUANTITY_DECIMALS) ?? 0n
  const of = parseDecimal(sold.quantity, QUANTITY_DECIMALS) ?? 0n
  return of <= 0n || quantity >= of ? net : (net * quantity) / of
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)

import { formatDecimal } from '../../chain/codec/decimal.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { earnSale, type SaleEarning } from '../../loyalty/earn-sale.ts'
import type { SaleLine } from '../shops/shop-event.ts'
import { type BrandRules, rulesAt, rulesOfSale } from '../ledger/brand-rules.ts'
import { earnText } from './till-text.ts'

export type Basket = {
  lines: readonly SaleLine[]
  currency: string
  /** What of it is paid with points, in 10^-6 of its currency. */
  tender: bigint
  paidAt: Date
  hasMember: boolean
}

const NO_RATE = { numerator: 0n, denominator: 1n }

/** What a basket earns and why: the answer of a preview and of a sale. */
export function describeBasket(rules: readonly BrandRules[], basket: Basket) {
  const { lines, currency, tender, paidAt, hasMember } = basket
  const found = rulesOfSale(rules, { paidAt, currency })
  const rule = found ?? rulesAt(rules, paidAt)
  // Until the brand says what a point is in this currency, nothing is promised.
  const earning = earnSale(lines, tender, found ?? { ...rule, rate: NO_RATE })
  const activeFrom = new Date(paidAt.getTime() + rule.pendingSeconds * 1_000)
  const text = earnText({ earned: earning.earned, activeFrom, hasMember, pending: rule.pendingSeconds > 0 })
  return {
    earned: formatPoints(earning.earned),
    basis: formatDecimal(earning.basis, { decimals: 6, minimum: 2 }),
    activeFrom: activeFrom.toISOString(),
    reasons: reasonsOf(earning, hasMember),
    lines: earning.lines.map(({ lineId: id, points, reasons }) => ({ id, points: formatPoints(points), reasons })),
    text,
  }
}

function reasonsOf({ lines }: SaleEarning, hasMember: boolean): string[] {
  const capped = lines.some(({ reasons }) => reasons.includes('capped'))
  return [...(capped ? ['capped'] : []), ...(hasMember ? [] : ['noMember'])]
}

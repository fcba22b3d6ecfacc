import { formatPoints } from '../../chain/codec/points.ts'
import { earnSale } from '../../loyalty/earn-sale.ts'
import type { ShopEvent } from '../shops/shop-event.ts'
import { type BrandRules, rulesOfSale } from './brand-rules.ts'

/** What events in test mode would earn, line by line with the reasons. Nothing of it is booked. */
export function tryEvents(events: readonly ShopEvent[], rules: readonly BrandRules[]): Record<string, unknown> {
  const sales = events.flatMap((event) => {
    if (event.kind !== 'sale') return []
    const { orderId: order, currency } = event
    const rule = rulesOfSale(rules, { paidAt: new Date(event.paidAt), currency })
    if (!rule) return { order, wouldEarn: formatPoints(0n), noRateFor: currency }
    const { earned, lines } = earnSale(event.lines, event.pointsTender, rule)
    return {
      order,
      wouldEarn: formatPoints(earned),
      rules: rule.version,
      lines: lines.map(({ lineId, points, reasons }) => ({ line: lineId, points: formatPoints(points), reasons })),
    }
  })
  return { test: true, events: events.map(({ kind }) => kind), sales }
}

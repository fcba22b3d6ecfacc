import { formatPoints } from '../../chain/codec/points.ts'
import { earnSale } from '../../loyalty/earn-sale.ts'
import type { ShopEvent } from '../shops/shop-event.ts'
import { type BrandRules, rulesAt } from './brand-rules.ts'

/** What events in test mode would earn, line by line with the reasons. Nothing of it is booked. */
export function tryEvents(events: readonly ShopEvent[], rules: readonly BrandRules[]): Record<string, unknown> {
  const sales = events.flatMap((event) => {
    if (event.kind !== 'sale') return []
    const rule = rulesAt(rules, new Date(event.paidAt))
    const { earned, lines } = earnSale(event.lines, event.pointsTender, rule)
    return {
      order: event.orderId,
      wouldEarn: formatPoints(earned),
      rules: rule.version,
      lines: lines.map(({ lineId, points, reasons }) => ({ line: lineId, points: formatPoints(points), reasons })),
    }
  })
  return { test: true, events: events.map(({ kind }) => kind), sales }
}

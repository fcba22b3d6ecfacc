import { createHash } from 'node:crypto'
import { earnSale, exclusionOf, type SaleEarning } from '../../loyalty/earn-sale.ts'
import { MAX_CREDIT } from '../import/open-batch.ts'
import { UnreadableDelivery } from '../shops/delivery-error.ts'
import type { Sale } from '../shops/shop-event.ts'
import { type BrandRules, keepCurrency, rulesOfSale } from './brand-rules.ts'
import { findMember } from './find-member.ts'
import { accountIn } from './identify.ts'
import type { LedgerContext } from './ledger-context.ts'
import { type Breakdown, keyOf, type LedgerOrder, type StoredSale } from './ledger-window.ts'
import { openOrder } from './open-order.ts'
import { recompute } from './recompute.ts'
import { alertUnknownLines } from './unknown-lines.ts'

/** Books a sale, or what is told anew of one. */
export function applySale(context: LedgerContext, sale: Sale): void {
  const { window } = context
  if (sale.customer?.account !== undefined) accountIn(sale.customer.account)
  const stored = storedSale(sale, rulesFor(context, sale))
  refuseForeignPayments(context, sale)
  const order = openOrder(context, sale.orderId)
  joinPayments(context, order, sale)
  window.arrivedOrders.add(order)
  keepCurrency(context.rules, sale.currency)
  const first = !order.sale
  if (!order.sale || isNewer(stored, order.sale)) {
    order.sale = stored
    order.date = stored.paidAt.toISOString()
  }
  // Whoever is first known to have bought it stays: points may be on their way already.
  if (order.member === 0) order.member = findMember(context, sale.customer)?.number ?? 0
  // Returns that came later were looked at with what is known of the sale.
  if (first) alertUnknownLines(window, order, order.returns)
  const before = window.entries.length
  const source = first ? 'sale' : `sale:${order.revision + 1}`
  recompute(window, order, { source, at: sale.at, detail: { rules: order.sale.ruleVersion } })
  if (!first && window.entries.length > before) order.revision += 1
}

/** A million of one currency is no million of another: what has no rate waits until the brand gives it one. */
function rulesFor({ rules }: LedgerContext, { currency, paidAt }: Sale): BrandRules {
  const found = rulesOfSale(rules, { currency, paidAt: new Date(paidAt) })
  if (found) return found
  throw new UnreadableDelivery(
    `the rules have no rate for ${currency}: give one (points shop rules --other-rate), then retry`,
  )
}

/** The higher version wins; without versions, or of the same, what was told first; then the smaller digest. */
function isNewer(told: StoredSale, known: StoredSale): boolean {
  const version = told.version ?? -1n
  const knownVersion = known.version ?? -1n
  if (version !== knownVersion) return version > knownVersion
  const [at, knownAt] = [told.toldAt.getTime(), known.toldAt.getTime()]
  if (at !== knownAt) return at < knownAt
  return told.digest < known.digest
}

/** A provider that tells orders only since it has a token told their payments as orders before: nothing earns twice. */
function refuseForeignPayments({ window, scope }: LedgerContext, { orderId, paymentIds = [] }: Sale): void {
  const { provider, shop } = scope
  const own = window.orders.get(keyOf(provider, shop, orderId))?.number
  for (const paymentId of paymentIds) {
    const owner = window.payments.get(keyOf(provider, shop, paymentId))
    if (owner !== undefined && owner !== own) {
      throw new UnreadableDelivery('a payment of this order was booked as another order before: it earned there')
    }
  }
}

/** Refunds that name only the payment find their order by it, also those that came before. */
function joinPayments({ window, scope }: LedgerContext, order: LedgerOrder, sale: Sale): void {
  const { provider, shop } = scope
  for (const paymentId of sale.paymentIds ?? []) {
    const key = keyOf(provider, shop, paymentId)
    if (window.payments.has(key)) continue
    window.payments.set(key, order.number)
    window.addedPayments.push({ provider, shop, paymentId, orderNumber: order.number })
  }
  const payments = new Set(sale.paymentIds)
  if (payments.size === 0) return
  for (const stored of window.returns.values()) {
    const joins = stored.orderNumber === null && stored.paymentId !== null && payments.has(stored.paymentId)
    if (!joins || stored.provider !== provider || stored.shop !== shop) continue
    stored.orderNumber = order.number
    order.returns.push(stored)
    window.changedReturns.add(stored)
  }
}

function storedSale(sale: Sale, rules: BrandRules): StoredSale {
  const { lines, pointsTender: tender } = sale
  const earning = earnSale(lines, tender, rules)
  if (earning.earned > MAX_CREDIT) throw new UnreadableDelivery('the sale earns more points than a balance can hold')
  const paidAt = new Date(sale.paidAt)
  return {
    digest: digestOf(sale),
    version: sale.version ?? null,
    toldAt: new Date(sale.at),
    paidAt,
    currency: sale.currency,
    channel: sale.channel,
    location: sale.location ?? null,
    staff: sale.staff ?? null,
    total: sale.total,
    tender,
    lines: lines.map(({ lineId: id, sku, product, categories, quantity, net, tax, giftCard }) => {
      return { id, sku, product, categories, quantity, net: net.toString(), tax: tax.toString(), giftCard }
    }),
    breakdown: breakdownOf(sale, earning, rules),
    ruleVersion: rules.version,
    returnWindow: rules.returnWindow,
    maturesAt: new Date(paidAt.getTime() + rules.pendingSeconds * 1000),
  }
}

function breakdownOf({ lines }: Sale, earning: SaleEarning, rules: BrandRules): Breakdown {
  return {
    eligible: earning.eligible.toString(),
    basis: earning.basis.toString(),
    earned: earning.earned.toString(),
    lines: earning.lines.map(({ lineId, points, reasons }, i) => {
      const line = lines[i]
      const excluded = line !== undefined && exclusionOf(line, rules) !== undefined
      return { lineId, points: points.toString(), excluded, reasons }
    }),
  }
}

/** What a sale says, without when it was told and without who bought it. */
function digestOf(sale: Sale): string {
  const { orderId, version, paidAt, currency, channel, location, staff, lines, total, pointsTender } = sale
  const said = { orderId, version, paidAt, currency, channel, location, staff, lines, total, pointsTender }
  const text = JSON.stringify(said, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
  return createHash('sha256').update(text).digest('hex')
}

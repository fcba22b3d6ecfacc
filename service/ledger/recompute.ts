import { formatDecimal } from '../../loyalty/decimal.ts'
import { returnedShareDown, WHOLE_SALE } from '../../loyalty/returned-share.ts'
import { returnedValueDown, type ReturnedPart } from '../../loyalty/returned-value.ts'
import { keptDown } from '../../loyalty/telescope.ts'
import type { LedgerEntryKind, LedgerOrder, LedgerWindow, StoredReturn, StoredSale } from './ledger-window.ts'
import { lineValueDown } from './returned-lines.ts'

/** What made an order change, as the ledger names it. */
export type Cause = { source: string; at: string; detail?: Record<string, unknown> | undefined }

/**
 * Works out anew what a member ought to have from an order, out of everything that was told of it: it does not matter in
 * which order that came. Books the differences.
 */
export function recompute(window: LedgerWindow, order: LedgerOrder, cause: Cause): void {
  const before = { earned: order.earned, taken: order.taken }
  Object.assign(order, amountsOf(order))
  window.changedOrders.add(order)
  if (order.refundShare < order.refundDone) alertRefunded(window, order)
  if (order.member === 0) return

  const earned = order.earned - before.earned
  const taken = order.taken - before.taken
  book(window, order, cause, before.earned === 0n ? 'earn' : 'adjust', earned)
  book(window, order, cause, taken > 0n ? 'return' : 'undo', -taken)
  const member = window.members.get(order.member)
  if (!member || earned === 0n) return
  member.earned += earned
  window.changedMembers.add(member)
}

export type Amounts = Pick<LedgerOrder, 'original' | 'remaining' | 'earned' | 'taken' | 'kept' | 'refundShare'>

/** What an order came to, out of what was told of it alone. */
export function amountsOf(order: LedgerOrder): Amounts {
  const { sale, member, outside } = order
  if (!sale) return { original: 0n, remaining: 0n, earned: 0n, taken: 0n, kept: 0n, refundShare: 0n }
  const { basis, eligible } = sale.breakdown
  const original = BigInt(basis)
  const sold = { eligible: BigInt(eligible), basis: original, total: sale.total }
  const counted = order.returns.filter((each) => counts(order, each)).map((each) => partOf(order, each))
  const cancelled = isCancelled(order)
  const remaining = cancelled ? 0n : original - returnedValueDown(sold, counted)
  const share = cancelled ? WHOLE_SALE : returnedShareDown(sold, counted)
  const refundShare = sale.tender > 0n ? share : 0n
  const earned = member === 0 ? 0n : BigInt(sale.breakdown.earned)
  const left = keptDown({ original, remaining, earned, taken: 0n })
  const kept = left > outside ? left - outside : 0n
  return { original, remaining, earned, taken: earned - kept, kept, refundShare }
}

/** A return counts unless it was undone, or the shop's list of refunds does not have it. */
function counts({ refundList }: LedgerOrder, { known, undone, refundId }: StoredReturn): boolean {
  return known && !undone && (refundList === null || refundList.includes(refundId))
}

/** Without a version a cancellation is for good; else a sale of a higher version makes the order good again. */
export function isCancelled({ cancelled, cancelVersion, sale }: LedgerOrder): boolean {
  if (!cancelled) return false
  const version = sale?.version ?? null
  return cancelVersion === null || version === null || version <= cancelVersion
}

function partOf({ sale }: LedgerOrder, stored: StoredReturn): ReturnedPart {
  const { whole, basis, lines } = stored
  const amount = sale && hasOtherCurrency(sale, stored) ? 0n : stored.amount
  return { whole, amount, basis: basis ?? undefined, lines: lines && sale ? lineValueDown(sale, lines) : undefined }
}

/** Money of another currency than the sale's cannot be compared with it. */
export function hasOtherCurrency({ currency }: StoredSale, stored: StoredReturn): boolean {
  return stored.currency !== null && stored.currency !== currency
}

/** A payment that was refunded stays refunded: its points are the member's again. */
function alertRefunded(window: LedgerWindow, { number, refundShare, refundDone }: LedgerOrder): void {
  const detail = { order: number, refunded: refundDone.toString(), wanted: refundShare.toString() }
  window.alerts.push({ kind: 'paymentRefundStays', subject: String(number), detail })
}

function book(
  window: LedgerWindow,
  order: LedgerOrder,
  { source, at, detail }: Cause,
  kind: LedgerEntryKind,
  points: bigint,
): void {
  if (points === 0n) return
  window.entries.push({
    member: order.member,
    kind,
    points,
    orderNumber: order.number,
    source,
    detail: { ...detail, remaining: formatDecimal(order.remaining, 6), of: formatDecimal(order.original, 6) },
    happenedAt: at,
  })
}

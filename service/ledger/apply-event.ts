import type { Cancel, RefundList, Return, ReturnUndone, ShopEvent } from '../shops/shop-event.ts'
import { UnreadableDelivery } from '../shops/delivery-error.ts'
import { applySale } from './apply-sale.ts'
import type { LedgerContext } from './ledger-context.ts'
import { keyOf, type LedgerOrder, type StoredReturn } from './ledger-window.ts'
import { openOrder } from './open-order.ts'
import { hasOtherCurrency, recompute } from './recompute.ts'
import { alertUnknownLines } from './unknown-lines.ts'

/** What an event still waits for; it is remembered all the same. */
export type Waits = { orderId: string | null; paymentId: string | null }

/** Applies one event of a shop to the books in memory. Applying it again changes nothing. */
export function applyEvent(context: LedgerContext, event: ShopEvent): Waits | undefined {
  switch (event.kind) {
    case 'sale':
      applySale(context, event)
      return undefined
    case 'return':
      return applyReturn(context, event)
    case 'returnUndone':
      return applyReturnUndone(context, event)
    case 'refundList':
      return applyRefundList(context, event)
    case 'cancel':
      return applyCancel(context, event)
    case 'privacy':
      // Kept as a request beside the books: it changes nothing that was sold.
      return undefined
  }
}

function applyReturn(context: LedgerContext, event: Return): Waits | undefined {
  const { window, scope } = context
  const { refundId } = event
  const known = window.returns.get(keyOf(scope.provider, scope.shop, refundId))
  refuseOtherOrder(context, known, event)
  const stored = known ?? newReturn(context, event)
  if (!stored.known) Object.assign(stored, toldOf(event), { known: true })
  window.changedReturns.add(stored)
  const order = attach(context, stored, event)
  if (order) {
    recompute(window, order, { source: `refund:${refundId}`, at: event.at })
    alertCurrency(context, order, stored)
    alertUnknownLines(window, order, [stored])
  }
  return order?.sale ? undefined : waitsOf(event)
}

function applyReturnUndone(context: LedgerContext, event: ReturnUndone): undefined {
  const { window, scope } = context
  const stored = window.returns.get(keyOf(scope.provider, scope.shop, event.refundId)) ?? newReturn(context, event)
  stored.undone = true
  window.changedReturns.add(stored)
  const order = attach(context, stored, event)
  if (order) recompute(window, order, { source: `undone:${event.refundId}`, at: event.at })
}

/** A later list replaces an earlier one; of the same version, the two together count. */
function applyRefundList(context: LedgerContext, event: RefundList): Waits | undefined {
  const order = openOrder(context, event.orderId)
  const version = event.version ?? BigInt(Date.parse(event.at))
  const before = order.refundListVersion
  if (before === null || version >= before) {
    const same = before === version ? (order.refundList ?? []) : []
    order.refundList = [...new Set([...same, ...event.refundIds])].toSorted()
    order.refundListVersion = version
    const source = `refunds:${version}:${order.refundList.length}`
    recompute(context.window, order, { source, at: event.at })
  }
  return order.sale ? undefined : waitsOf(event)
}

function applyCancel(context: LedgerContext, event: Cancel): Waits | undefined {
  const order = openOrder(context, event.orderId)
  const version = event.version ?? null
  const before = order.cancelVersion
  if (!order.cancelled || (before !== null && (version === null || version > before))) {
    order.cancelled = true
    order.cancelVersion = version
    recompute(context.window, order, { source: `cancel:${version ?? ''}`, at: event.at })
  }
  return order.sale ? undefined : waitsOf(event)
}

/** A refund's id counts once in a shop, whatever its order. */
function refuseOtherOrder(
  { window }: LedgerContext,
  known: StoredReturn | undefined,
  { orderId }: Return | ReturnUndone,
): void {
  if (!known || known.orderNumber === null || orderId === undefined) return
  const order = window.ordersByNumber.get(known.orderNumber)
  const joinedByPayment = known.paymentId !== null
  if (!order || order.orderId === orderId || joinedByPayment) return
  throw new UnreadableDelivery('the id of this refund was used for a refund of another order')
}

/** Finds the order a return belongs to, and makes the return one of its own. */
function attach(
  context: LedgerContext,
  stored: StoredReturn,
  { orderId, paymentId }: Return | ReturnUndone,
): LedgerOrder | undefined {
  const { window, scope } = context
  if (stored.orderNumber !== null) return window.ordersByNumber.get(stored.orderNumber)
  const byPayment = paymentId === undefined ? undefined : window.orderOfPayment(scope.provider, scope.shop, paymentId)
  const named = orderId === undefined ? undefined : window.orders.get(keyOf(scope.provider, scope.shop, orderId))
  // Sold under its payment's name, before the provider could be asked for the order.
  const soldByPayment = byPayment?.sale && !named?.sale ? byPayment : undefined
  const order = soldByPayment ?? (orderId === undefined ? byPayment : openOrder(context, orderId))
  if (!order) return undefined
  stored.orderNumber = order.number
  order.returns.push(stored)
  return order
}

function newReturn({ window, scope }: LedgerContext, event: Return | ReturnUndone): StoredReturn {
  const untold = {
    known: false,
    amount: 0n,
    currency: null,
    basis: null,
    whole: false,
    lines: null,
    staff: null,
    undone: false,
  }
  const stored: StoredReturn = {
    ...{ provider: scope.provider, shop: scope.shop, refundId: event.refundId, orderNumber: null },
    paymentId: event.paymentId ?? null,
    happenedAt: new Date(event.at),
    ...untold,
  }
  window.addReturn(stored)
  return stored
}

function toldOf({ amount, currency, basis, full, lines, staff, at }: Return): Partial<StoredReturn> {
  return {
    ...{ amount, currency: currency ?? null, basis: basis ?? null, whole: full ?? false, happenedAt: new Date(at) },
    staff: staff ?? null,
    lines: lines?.map(({ lineId, quantity, net }) => ({ lineId, quantity, net: net?.toString() ?? null })) ?? null,
  }
}

function alertCurrency({ window }: LedgerContext, order: LedgerOrder, stored: StoredReturn): void {
  if (!order.sale || !hasOtherCurrency(order.sale, stored) || stored.whole || stored.basis !== null || stored.lines)
    return
  const detail = { order: order.number, sold: order.sale.currency, returned: stored.currency }
  window.alerts.push({ kind: 'returnCurrency', subject: String(order.number), detail })
}

const waitsOf = (event: { orderId?: string | undefined; paymentId?: string | undefined }): Waits => ({
  orderId: event.orderId ?? null,
  paymentId: event.paymentId ?? null,
})

import { purchaseReference } from '../receipts/purchase-reference.ts'
import type { LedgerContext } from './ledger-context.ts'
import { keyOf, type LedgerOrder } from './ledger-window.ts'

/** The order of that name; made where nothing was told of it yet. */
export function openOrder({ window, scope, random }: LedgerContext, orderId: string): LedgerOrder {
  const { provider, shop } = scope
  const known = window.orders.get(keyOf(provider, shop, orderId))
  if (known) return known
  const salt = random(32)
  const amounts = {
    original: 0n,
    remaining: 0n,
    earned: 0n,
    taken: 0n,
    outside: 0n,
    kept: 0n,
    given: 0n,
    refundShare: 0n,
    refundDone: 0n,
  }
  const order: LedgerOrder = {
    ...{ number: window.nextOrder++, provider, shop, orderId, member: 0, salt, date: '' },
    reference: purchaseReference(salt, { provider, shop, orderId }),
    ...amounts,
    ...{ run: 0, sale: null, revision: 0, cancelled: false, cancelVersion: null },
    ...{ refundList: null, refundListVersion: null, returns: [] },
  }
  window.addOrder(order)
  window.changedOrders.add(order)
  return order
}

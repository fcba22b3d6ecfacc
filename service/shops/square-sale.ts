import { customerOf } from './customer-of.ts'
import { UnreadableDelivery } from './delivery-error.ts'
import type { ReadDelivery } from './shop-delivery.ts'
import type { Sale, SaleLine } from './shop-event.ts'
import type { SquareOrder, SquarePayment } from './square-schema.ts'
import { utcOf } from './utc.ts'

/**
 * An order that is paid in full, by one payment or by several: each payment tells it, and so does the order itself.
 * @param payment The payment that told of it, which knows more of the buyer.
 */
export function squareSale(order: SquareOrder, payment?: SquarePayment): ReadDelivery {
  const lines = order.line_items ?? []
  if (order.returns?.length) {
    return {
      ignored:
        lines.length > 0 ? 'an exchange: what it gives and takes is booked by hand' : 'a return; its refund counts',
    }
  }
  if (!isPaid(order)) return { ignored: 'the order is not paid in full yet' }
  const currency = order.total_money?.currency
  if (currency === undefined) throw new UnreadableDelivery('the order names no currency')

  const paidAt = utcOf(order.closed_at ?? payment?.updated_at ?? order.updated_at ?? order.created_at)
  const sale: Sale = {
    ...{ kind: 'sale', orderId: order.id, version: order.version ?? undefined, test: false },
    ...{ at: utcOf(order.updated_at ?? order.created_at), paidAt, currency },
    channel: 'store',
    location: order.location_id ?? undefined,
    staff: payment?.team_member_id,
    customer: customerOf({
      id: order.customer_id ?? payment?.customer_id,
      email: payment?.buyer_email_address,
      phone: undefined,
      account: undefined,
    }),
    lines: lines.map(saleLine),
    total: order.total_money?.amount ?? 0n,
    pointsTender: 0n,
    paymentIds: paymentsOf(order, payment),
  }
  return { events: [sale] }
}

/** Without an API token: what was paid without the tip, as one line. It holds the tax, and every payment is an order. */
export function squareSaleOfPayment(payment: SquarePayment): Sale {
  const at = utcOf(payment.updated_at ?? payment.created_at)
  return {
    ...{ kind: 'sale', orderId: payment.id, at, paidAt: at, test: false, currency: payment.amount_money.currency },
    channel: 'store',
    location: payment.location_id ?? undefined,
    staff: payment.team_member_id,
    customer: customerOf({
      id: payment.customer_id,
      email: payment.buyer_email_address,
      phone: undefined,
      account: undefined,
    }),
    lines: [{ lineId: 'all', quantity: '1', net: payment.amount_money.amount, tax: 0n, giftCard: false }],
    total: payment.total_money?.amount ?? payment.amount_money.amount,
    pointsTender: 0n,
    paymentIds: [payment.id],
  }
}

/** Orders to be picked up stay open although they are paid. */
function isPaid({ state, net_amount_due_money: due, tenders }: SquareOrder): boolean {
  if (state === 'COMPLETED') return true
  return state === 'OPEN' && due?.amount === 0n && (tenders ?? []).length > 0
}

/** `total_money` holds taxes and service charges, added or included; quantities may be decimals. */
function saleLine(line: NonNullable<SquareOrder['line_items']>[number]): SaleLine {
  const tax = line.total_tax_money?.amount ?? 0n
  const net = line.total_money.amount - tax - (line.total_service_charge_money?.amount ?? 0n)
  return {
    lineId: line.uid,
    product: line.catalog_object_id ?? undefined,
    quantity: line.quantity,
    net: net > 0n ? net : 0n,
    tax,
    giftCard: line.item_type === 'GIFT_CARD',
  }
}

function paymentsOf(order: SquareOrder, payment: SquarePayment | undefined): string[] {
  const tenders = (order.tenders ?? []).flatMap(({ payment_id, id }) => payment_id ?? id ?? [])
  return [...new Set([...tenders, ...(payment ? [payment.id] : [])])]
}

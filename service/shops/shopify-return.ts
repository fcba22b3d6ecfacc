import type { ReadDelivery } from './shop-delivery.ts'
import { microNearest } from './micro.ts'
import type { ReturnLine } from './shop-event.ts'
import { shopifyId, type ShopifyRefund } from './shopify-schema.ts'
import { utcOf } from './utc.ts'

/**
 * A refund takes back what its lines say. Without lines it is an amount of money; shipping that came back is not part
 * of it, since shipping earned nothing. The transactions of a refund need not add up to its lines.
 */
export function shopifyReturn(refund: ShopifyRefund): ReadDelivery {
  const lines = refund.refund_line_items?.map(returnLine) ?? []
  const money = moneyBack(refund)
  const amount = lines.length > 0 ? money : money - shippingBack(refund)
  if (lines.length === 0 && amount <= 0n) return { ignored: 'the refund is of shipping alone, or of nothing' }

  const paid = successful(refund)
  const currencies = new Set(paid.flatMap(({ currency }) => currency ?? []))
  return {
    events: [
      {
        kind: 'return',
        refundId: shopifyId(refund),
        orderId: refund.order_id,
        at: utcOf(refund.processed_at ?? refund.created_at),
        test: (refund.transactions ?? []).some(({ test }) => test === true),
        ...(lines.length > 0 ? { lines } : {}),
        amount: amount > 0n ? amount : 0n,
        ...(lines.length === 0 && currencies.size === 1 ? { currency: [...currencies][0] } : {}),
      },
    ],
  }
}

/** `subtotal` is of the whole returned line after discounts. Whether it holds the tax, only the order says. */
function returnLine(line: NonNullable<ShopifyRefund['refund_line_items']>[number]): ReturnLine {
  const subtotal = line.subtotal_set?.shop_money.amount ?? line.subtotal ?? undefined
  const tax = line.total_tax_set?.shop_money.amount ?? line.total_tax ?? undefined
  const untaxed = tax !== undefined && microNearest(tax) === 0n
  return {
    lineId: shopifyId({ id: line.line_item_id, admin_graphql_api_id: line.line_item?.admin_graphql_api_id }),
    quantity: line.quantity,
    ...(subtotal !== undefined && untaxed ? { net: microNearest(subtotal) } : {}),
  }
}

function successful({ transactions }: ShopifyRefund) {
  return (transactions ?? []).filter(({ kind, status }) => kind === 'refund' && status === 'success')
}

/** Money of the transactions; before there is one, what the adjustments say: below zero is money that goes back. */
function moneyBack(refund: ShopifyRefund): bigint {
  const paid = successful(refund)
  if (paid.length > 0) return paid.reduce((sum, { amount }) => sum + microNearest(amount), 0n)
  return (refund.order_adjustments ?? []).reduce((sum, each) => sum - adjustment(each), 0n)
}

function shippingBack(refund: ShopifyRefund): bigint {
  const adjustments = (refund.order_adjustments ?? []).filter(({ kind }) => kind === 'shipping_refund')
  if (adjustments.length > 0) return adjustments.reduce((sum, each) => sum - adjustment(each), 0n)
  return (refund.refund_shipping_lines ?? []).reduce(
    (sum, { subtotal_amount_set: set }) => sum + microNearest(set?.shop_money.amount ?? '0'),
    0n,
  )
}

function adjustment(each: { amount: string; tax_amount?: string | null | undefined }): bigint {
  return microNearest(each.amount) + microNearest(each.tax_amount ?? '0')
}

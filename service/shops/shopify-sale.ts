import { customerOf } from './customer-of.ts'
import { UnreadableDelivery } from './delivery-error.ts'
import { microNearest } from './micro.ts'
import type { Sale, SaleLine } from './shop-event.ts'
import { shopifyId, type ShopifyOrder } from './shopify-schema.ts'
import { spreadDiscountDown } from './spread-discount.ts'
import { utcOf } from './utc.ts'

type Line = ShopifyOrder['line_items'][number]

/** A paid order. Prices are in the shop's own currency, whatever the buyer was shown. */
export function shopifySale(order: ShopifyOrder): Sale {
  const taxIncluded = order.taxes_included === true
  const lines = order.line_items.map((line) => saleLine(line, taxIncluded))
  const gross = order.line_items.reduce((sum, line) => sum + grossOf(line), 0n)
  const { subtotal, total } = totalsOf(order, gross)
  const at = utcOf(order.updated_at ?? order.created_at)
  const { customer } = order

  return {
    ...{ kind: 'sale', orderId: shopifyId(order), at, paidAt: at, test: order.test === true },
    currency: order.currency,
    channel: channelOf(order),
    location: order.location_id ?? undefined,
    staff: order.user_id ?? undefined,
    customer: customerOf({
      id: customer ? shopifyId(customer) : undefined,
      email: customer?.email ?? order.email ?? order.contact_email,
      phone: customer?.phone ?? order.phone,
      // The notes of an order are the buyer's to write: who gets the points is nothing to take from there.
      account: undefined,
    }),
    lines: spreadDiscountDown(lines, gross - subtotal),
    total,
    pointsTender: 0n,
  }
}

/** Price × quantity less the discounts allocated to the line; `total_discount` stays 0 with discounts of the whole order. */
function grossOf(line: Line): bigint {
  const discounts = (line.discount_allocations ?? []).reduce((sum, { amount }) => sum + microNearest(amount), 0n)
  return microNearest(line.price) * BigInt(line.quantity) - discounts
}

function saleLine(line: Line, taxIncluded: boolean): SaleLine {
  const tax = (line.tax_lines ?? []).reduce((sum, { price }) => sum + microNearest(price), 0n)
  const net = grossOf(line) - (taxIncluded ? tax : 0n)
  return {
    lineId: shopifyId(line),
    sku: line.sku,
    product: line.product_id ?? undefined,
    quantity: line.quantity,
    net: net > 0n ? net : 0n,
    tax,
    giftCard: line.gift_card === true,
  }
}

/**
 * What the lines must add up to: the order as it was placed, or as it was edited before it was paid. More is a discount
 * that no line names; less is money for something that is no line, and nobody can say what.
 */
function totalsOf(order: ShopifyOrder, gross: bigint): { subtotal: bigint; total: bigint } {
  const placed = { subtotal: microNearest(order.subtotal_price), total: microNearest(order.total_price) }
  const edited = {
    subtotal: microNearest(order.current_subtotal_price ?? order.subtotal_price),
    total: microNearest(order.current_total_price ?? order.total_price),
  }
  const fitting = gross === edited.subtotal ? edited : placed
  if (gross < fitting.subtotal) throw new UnreadableDelivery('the lines add up to less than the subtotal')
  return fitting
}

function channelOf({ source_name, location_id, user_id }: ShopifyOrder): Sale['channel'] {
  if (source_name === 'pos' || (location_id && user_id)) return 'store'
  return source_name === 'shopify_draft_order' ? 'phone' : 'web'
}

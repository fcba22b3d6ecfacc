import { ACCOUNT_NOTE, customerOf, noteOf, TENDER_NOTE, tenderOf } from './customer-of.ts'
import { microNearest } from './micro.ts'
import type { Sale, SaleLine } from './shop-event.ts'
import { spreadDiscountDown } from './spread-discount.ts'
import { utcOfGmt } from './utc.ts'
import type { WooOrder } from './woo-schema.ts'

/** A paid order. A line's `total` is after discounts and without tax; a fee below zero is one more discount. */
export function wooSale(order: WooOrder, paidAt: string): Sale {
  const notes = (order.meta_data ?? []).map(({ key, value }) => ({ name: key, value }))
  const discount = (order.fee_lines ?? []).reduce((sum, { total }) => sum + below0(microNearest(total)), 0n)
  return {
    ...{ kind: 'sale', orderId: order.id, version: wooVersion(order), at: utcOfGmt(order.date_modified_gmt) },
    paidAt: utcOfGmt(paidAt),
    test: false,
    currency: order.currency,
    channel: order.created_via === 'admin' ? 'phone' : 'web',
    customer: customerOf({
      // 0 is a guest.
      id: order.customer_id === '0' ? undefined : order.customer_id,
      email: order.billing?.email,
      phone: order.billing?.phone,
      account: noteOf(notes, ACCOUNT_NOTE),
    }),
    lines: spreadDiscountDown(order.line_items.map(saleLine), -discount),
    total: microNearest(order.total),
    pointsTender: tenderOf(noteOf(notes, TENDER_NOTE)),
  }
}

/** The time of the last change, in milliseconds: whatever is older was written before. */
export function wooVersion(order: { date_modified_gmt: string }): bigint {
  return BigInt(new Date(utcOfGmt(order.date_modified_gmt)).getTime())
}

function saleLine(line: WooOrder['line_items'][number]): SaleLine {
  const net = microNearest(line.total)
  return {
    lineId: line.id,
    sku: line.sku,
    product: line.product_id ?? undefined,
    quantity: line.quantity.replace('-', ''),
    net: net > 0n ? net : 0n,
    tax: microNearest(line.total_tax ?? '0'),
    giftCard: false,
  }
}

function below0(amount: bigint): bigint {
  return amount < 0n ? amount : 0n
}

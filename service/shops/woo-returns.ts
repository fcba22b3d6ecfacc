import { NeedsFetch } from './delivery-error.ts'
import { microNearest } from './micro.ts'
import { readAs } from './read-as.ts'
import { type ShopFetcher, WITHOUT_TOKEN } from './shop-delivery.ts'
import type { Return, ReturnLine } from './shop-event.ts'
import { utcOfGmt } from './utc.ts'
import { type WooOrder, type WooRefund, wooRefundSchema } from './woo-schema.ts'

/** Every refund the order has. The order says only how much; the lines are asked for. */
export async function wooReturns(
  order: WooOrder,
  fetcher: ShopFetcher | typeof WITHOUT_TOKEN | undefined,
): Promise<Return[]> {
  const returns: Return[] = []
  for (const refund of order.refunds ?? []) {
    const path = `/orders/${order.id}/refunds/${refund.id}`
    if (fetcher === undefined) throw new NeedsFetch(path)
    const asked = fetcher === WITHOUT_TOKEN ? undefined : readAs(wooRefundSchema, await fetcher.getJson(path))
    returns.push(wooReturn(order, refund, asked))
  }
  return returns
}

/** Inside an order a refund's total is below zero; asked for by itself, its amount is above. */
function wooReturn(order: WooOrder, refund: { id: string; total: string }, asked: WooRefund | undefined): Return {
  const amount = positive(microNearest(refund.total))
  return {
    kind: 'return',
    refundId: refund.id,
    orderId: order.id,
    at: utcOfGmt(order.date_modified_gmt),
    test: false,
    amount,
    ...(asked ? partOf(asked, amount) : {}),
  }
}

/** What came back: lines, if all of them name the line they take from; nothing that counts, if it is shipping alone. */
function partOf(refund: WooRefund, amount: bigint): Pick<Return, 'lines' | 'basis'> {
  const lines = (refund.line_items ?? []).map(returnLine)
  if (lines.length > 0 && lines.every((line) => line !== undefined)) return { lines }
  const shipping = (refund.shipping_lines ?? []).reduce(
    (sum, { total, total_tax }) => sum + positive(microNearest(total)) + positive(microNearest(total_tax ?? '0')),
    0n,
  )
  return lines.length === 0 && amount > 0n && shipping === amount ? { basis: 0n } : {}
}

/** Quantity and total of a returned line are below zero; its own id is new, the line it takes from is a note. */
function returnLine(line: NonNullable<WooRefund['line_items']>[number]): ReturnLine | undefined {
  const source = (line.meta_data ?? []).find(({ key }) => key === '_refunded_item_id')?.value
  if (typeof source !== 'string' || !/^\d{1,20}$/.test(source)) return undefined
  return { lineId: source, quantity: line.quantity.replace('-', ''), net: positive(microNearest(line.total)) }
}

function positive(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}

import type { Return, ReturnLine } from './shop-event.ts'
import type { SquareOrder, SquareRefund } from './square-schema.ts'
import { utcOf } from './utc.ts'

/**
 * A refund that is paid out. Its order is not the sale's but its own, and that one's returns name the sale and its lines.
 * A refund of an amount has one returned line that names none.
 */
export function squareReturn(refund: SquareRefund, order?: SquareOrder): Return {
  const returns = order?.returns ?? []
  const sources = new Set(returns.flatMap(({ source_order_id }) => source_order_id ?? []))
  const lines = returns.flatMap(({ return_line_items }) => return_line_items ?? []).map(returnLine)
  const named = lines.filter((line) => line !== undefined)
  return {
    ...{ kind: 'return', refundId: refund.id, at: utcOf(refund.updated_at ?? refund.created_at), test: false },
    ...(sources.size === 1 ? { orderId: [...sources][0] } : {}),
    paymentId: refund.payment_id ?? undefined,
    ...(sources.size === 1 && named.length > 0 && named.length === lines.length ? { lines: named } : {}),
    amount: refund.amount_money.amount,
    currency: refund.amount_money.currency,
  }
}

type Returned = NonNullable<NonNullable<SquareOrder['returns']>[number]['return_line_items']>[number]

function returnLine(line: Returned): ReturnLine | undefined {
  if (!line.source_line_item_uid || !line.total_money) return undefined
  const without = (line.total_tax_money?.amount ?? 0n) + (line.total_service_charge_money?.amount ?? 0n)
  return { lineId: line.source_line_item_uid, quantity: line.quantity, net: line.total_money.amount - without }
}

import { pointsDown, type Rate } from './rate.ts'
import { debitOf, type Earning } from './telescope.ts'

/** A line that was bought, with what is left of it. `price` in 10^-6 of the currency. */
export type BoughtLine = { item: string; left: bigint; price: bigint }

/** One of the customer's orders. `reversible` is what of its credits can still be taken back, in 0.01 point. */
export type OpenOrder = Earning & { lines: readonly BoughtLine[]; reversible: bigint }

/** A line that was returned: a positive quantity at the return's own price. */
export type ReturnedLine = { item: string; quantity: bigint; price: bigint }

export type LineTaken<L> = { line: L; quantity: bigint }

/** What the return does to one order. `debit` = `reversed` + `owed`. */
export type OrderReturn<O> = { order: O; value: bigint; debit: bigint; reversed: bigint; owed: bigint }

export type Cancellation<O extends OpenOrder> = {
  lines: LineTaken<O['lines'][number]>[]
  orders: OrderReturn<O>[]
  /** Value that no order had room for. */
  unmatched: bigint
  /** Points the member owes from now on, for all orders and for the unmatched value. */
  owed: bigint
}

/**
 * Applies one returned line to a customer's orders.
 * @param orders The customer's orders, newest first by their first line; each with its lines, last first.
 */
export function cancelLine<O extends OpenOrder>(
  orders: readonly O[],
  returned: ReturnedLine,
  rate: Rate,
): Cancellation<O> {
  const { lines, values, valueLeft } = takeLines(orders, returned)
  const unmatched = takeValue(orders, values, valueLeft)

  const touched = orders.flatMap((order, index) => {
    const value = values[index] ?? 0n
    return value > 0n ? [orderReturn(order, value)] : []
  })
  const owedByOrders = touched.reduce((sum, each) => sum + each.owed, 0n)
  return { lines, orders: touched, unmatched, owed: owedByOrders + pointsDown(unmatched, rate) }
}

/** Matches by quantity, at the price of the sale; what an order has no value left for joins the value left over. */
function takeLines<O extends OpenOrder>(orders: readonly O[], returned: ReturnedLine) {
  const lines: LineTaken<O['lines'][number]>[] = []
  const values: bigint[] = []
  let quantity = returned.quantity
  let excess = 0n
  for (const order of orders) {
    let value = 0n
    for (const line of quantity > 0n ? order.lines : []) {
      const taken = line.item === returned.item ? min(quantity, line.left) : 0n
      if (taken === 0n) continue
      lines.push({ line, quantity: taken })
      quantity -= taken
      value += taken * line.price
    }
    const given = min(value, order.remaining)
    values.push(given)
    excess += value - given
  }
  return { lines, values, valueLeft: quantity * returned.price + excess }
}

/** Takes the value left over off what remains of the orders, newest first; adds to `values`, returns the rest. */
function takeValue(orders: readonly OpenOrder[], values: bigint[], valueLeft: bigint): bigint {
  let rest = valueLeft
  for (const [index, order] of orders.entries()) {
    if (rest === 0n) break
    const before = values[index] ?? 0n
    const given = min(rest, order.remaining - before)
    values[index] = before + given
    rest -= given
  }
  return rest
}

function orderReturn<O extends OpenOrder>(order: O, value: bigint): OrderReturn<O> {
  const debit = debitOf({ ...order, remaining: order.remaining - value })
  const reversed = min(debit, order.reversible)
  return { order, value, debit, reversed, owed: debit - reversed }
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

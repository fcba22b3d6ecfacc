import { type BasketLine, grossOf, totalOf } from './draft.ts'
import type { PastReceipt } from './past-receipt.ts'
import { moneyText, splitTaxDown } from './till-amounts.ts'

/** What comes back; quantities of lines are those that come back. Lines of a whole order are known where this till sold it. */
export type Returned =
  | { kind: 'lines'; lines: readonly BasketLine[] }
  | { kind: 'amount'; amount: bigint }
  | { kind: 'full'; lines?: readonly BasketLine[] }

/** What of the order's price comes back, in µ, with what points paid of it; undefined where only the other device knows. */
export function returnedPrice(returned: Returned): bigint | undefined {
  if (returned.kind === 'amount') return returned.amount
  return returned.lines?.reduce((sum, line) => sum + grossOf(line), 0n)
}

/** Money to hand out: the price without the share that points paid. They return by themselves. */
export function handOutDown(price: bigint, receipt: PastReceipt): bigint {
  const total = totalOf(receipt)
  return total === 0n ? 0n : (price * (total - receipt.tender)) / total
}

/** A return as the API takes it. */
export function returnBody(id: string, order: string, returned: Returned, taxBasisPoints: number) {
  const price = returnedPrice(returned)
  const amount = price === undefined ? {} : { amount: moneyText(price) }
  if (returned.kind === 'full') return { return: id, order, full: true, ...amount }
  if (returned.kind === 'amount') return { return: id, order, ...amount }
  const lines = returned.lines.map((line) => ({
    ...{ id: line.id, quantity: String(line.quantity) },
    net: moneyText(splitTaxDown(grossOf(line), taxBasisPoints).net),
  }))
  return { return: id, order, lines, ...amount }
}

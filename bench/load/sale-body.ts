export interface SaleFacts {
  readonly order: string
  readonly at: Date
  /** What the customer is known by; a number makes lines of it. */
  readonly customer: { readonly id: string } | { readonly account: string }
  readonly number: number
}

/** A sale of one to four lines as a shop's own system tells it. */
export function saleBody({ order, at, customer, number }: SaleFacts): string {
  const lines = Array.from({ length: 1 + (number % 4) }, (_, line) => ({
    id: String(line + 1),
    sku: `item-${(number * 31 + line * 7) % 500}`,
    quantity: String(2 + ((number + line) % 2)),
    net: `${4 + ((number * 13 + line * 5) % 40)}.${String((number * 37) % 100).padStart(2, '0')}`,
    tax: '0.20',
    gift_card: false,
    categories: ['all'],
  }))
  const told = {
    order,
    currency: 'EUR',
    channel: 'web',
    customer,
    lines,
    points_tender: '0.00',
    payments: [],
    test: false,
  }
  return JSON.stringify({ type: 'sale.paid', at: at.toISOString(), data: told })
}

/** One piece of the first line of a sale comes back. */
export function returnBody({ order, refund, at }: { order: string; refund: string; at: Date }): string {
  const data = { refund, order, lines: [{ id: '1', quantity: '1' }] }
  return JSON.stringify({ type: 'sale.returned', at: at.toISOString(), data })
}

import { createHmac } from 'node:crypto'
import type { InputLine } from './write-input.ts'

export interface Delivery {
  readonly headers: Record<string, string>
  readonly body: string
}

/** A delivery as a shop's own system sends it: our generic format, signed as Standard Webhooks says. */
export function signDelivery(line: InputLine, secret: string, sentAt: Date): Delivery {
  return signBody({ id: line.id, body: JSON.stringify(bodyOf(line)), secret, sentAt })
}

export interface SignParameters {
  readonly id: string
  readonly body: string
  readonly secret: string
  readonly sentAt: Date
}

export function signBody({ id, body, secret, sentAt }: SignParameters): Delivery {
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  }
  return { headers, body }
}

/** A line of the input file in the generic format. */
export function bodyOf(line: InputLine): object {
  if (line.kind === 'sale') return { type: 'sale.paid', at: line.at, data: saleOf(line) }
  const { order, refund, amount, line: number } = line
  const what = number === undefined ? { amount } : { lines: [{ id: String(number + 1), quantity: '1', net: amount }] }
  return { type: 'sale.returned', at: line.at, data: { refund, order, ...what } }
}

function saleOf({ order, member, taxed, lines }: Extract<InputLine, { kind: 'sale' }>): object {
  return {
    order,
    currency: 'EUR',
    channel: 'web',
    customer: { account: member },
    lines: lines.map((net, i) => ({
      id: String(i + 1),
      sku: `item-${i + 1}`,
      quantity: '1',
      net,
      tax: taxed ? '0.20' : '0.00',
      gift_card: false,
      categories: [],
    })),
    points_tender: '0.00',
    payments: [],
    test: false,
  }
}

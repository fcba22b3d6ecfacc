import type { Message } from './ledger-fixture.ts'
import { returned, sale } from './ledger-fixture.ts'

export type HistoryOptions = { orders: number; customers: readonly Record<string, string>[] }

/** Orders with new versions, refunds by line and by amount, undone refunds, cancellations, gift cards and points tender. */
export function randomHistory(random: () => number, { orders, customers }: HistoryOptions): Message[] {
  const pick = (below: number): number => Math.floor(random() * below)
  const chance = (share: number): boolean => random() < share
  const money = (most: number): string => `${pick(most)}.${String(pick(100)).padStart(2, '0')}`
  const messages: Message[] = []
  for (let number = 0; number < orders; number++) {
    const order = `O-${number}`
    const at = new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString()
    const customer = customers[pick(customers.length)]
    const lines = Array.from({ length: 1 + pick(4) }, (_, i) => {
      return { id: String(i), net: `${1 + pick(90)}.${String(pick(100)).padStart(2, '0')}`, gift_card: chance(0.1) }
    })
    const told = { customer, lines, version: '1', ...(chance(0.2) ? { points_tender: money(20) } : {}) }
    messages.push({ ...sale(order, '0'), at, data: { order, currency: 'EUR', ...told } })
    if (chance(0.2)) {
      const more = { ...told, version: '2', lines: [...lines, { id: '9', net: money(50), gift_card: false }] }
      messages.push({ ...sale(order, '0'), at, data: { order, currency: 'EUR', ...more } })
    }
    for (let refund = 0; refund < pick(4); refund++) {
      const name = `${order}-R${refund}`
      const line = lines[pick(lines.length)]
      const what = chance(0.5) && line ? { lines: [{ id: line.id, net: line.net }] } : { amount: money(40) }
      messages.push({ ...returned(name, order, what), at })
      if (chance(0.3)) messages.push({ type: 'sale.return_undone', at, data: { refund: name, order } })
    }
    if (chance(0.08)) messages.push({ type: 'sale.cancelled', at, data: { order } })
  }
  return messages
}

/** The same messages in another order, some of them several times. */
export function disturb(random: () => number, messages: readonly Message[], duplicates = 0.1): Message[] {
  const all = [...messages, ...messages.filter(() => random() < duplicates)]
  return all
    .map((message) => ({ message, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ message }) => message)
}

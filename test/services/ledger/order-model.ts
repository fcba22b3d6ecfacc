import type { Message } from './ledger-fixture.ts'

/**
 * What an order of the generic format is worth to its buyer, in plain arithmetic and without a thought for the order in which
 * things came: the highest version of the sale, every refund that was not undone once, nothing of a cancelled order. Knows the
 * default rules alone, with `rate` points per 1.00. Points in 0.01 point.
 */
export function pointsOf(messages: readonly Message[], rate: bigint): Map<string, bigint> {
  const orders = Map.groupBy(messages, ({ data }) => data['order'] as string)
  return new Map([...orders].map(([order, told]) => [order, pointsOfOrder(told, rate)]))
}

type Line = { id: string; net: string; quantity?: string; gift_card?: boolean }

function pointsOfOrder(told: Message[], rate: bigint): bigint {
  const sales = told.filter(({ type }) => type === 'sale.paid')
  const sale = sales.toSorted((a, b) => versionOf(b) - versionOf(a))[0]
  if (!sale || told.some(({ type }) => type === 'sale.cancelled')) return 0n
  const lines = (sale.data['lines'] as Line[]).map((line) => ({ ...line, counts: line.gift_card !== true }))
  const counted = sum(lines.filter(({ counts }) => counts).map(({ net }) => micro(net)))
  const tender = micro((sale.data['points_tender'] as string | undefined) ?? '0')
  const basis = counted > tender ? counted - tender : 0n
  const earned = (basis * rate) / 1_000_000n
  if (basis === 0n) return 0n

  const undone = new Set(told.filter(({ type }) => type === 'sale.return_undone').map(({ data }) => data['refund']))
  const refunds = new Map(told.filter(({ type }) => type === 'sale.returned').map(({ data }) => [data['refund'], data]))
  let lineValue = 0n
  let money = 0n
  for (const [refund, data] of refunds) {
    if (undone.has(refund)) continue
    const returned = data['lines'] as Line[] | undefined
    if (!returned) money += micro(data['amount'] as string)
    for (const { id, net } of returned ?? []) {
      const sold = lines.find((line) => line.id === id)
      if (sold?.counts) lineValue += least(micro(net), micro(sold.net))
    }
  }
  const paid = sum(lines.map(({ net }) => micro(net)))
  const back = (basis * lineValue) / counted + (basis * money) / paid
  const left = back > basis ? 0n : basis - back
  return ((earned * left) / basis) * 100n
}

const versionOf = ({ data }: Message): number => Number((data['version'] as string | undefined) ?? -1)
const sum = (values: bigint[]): bigint => values.reduce((total, value) => total + value, 0n)
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** "12.34" in millionths. */
function micro(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
}

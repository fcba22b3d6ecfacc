import type { SampleBrand } from './brands.ts'
import { customersOf } from './members.ts'
import type { Random } from './seeded-random.ts'

/** One line of a file of orders; a negative quantity is a return. */
export interface OrderLine {
  order: string
  member: string
  item: string
  quantity: number
  cents: number
}

/** What each customer bought last, so that something of it can come back. */
export type LastOrders = Map<string, OrderLine>

export interface WriteOrdersParameters {
  brand: SampleBrand
  /** Number of the file, which its order numbers carry. */
  file: number
  last: LastOrders
  random: Random
}

/** The orders of one file: most customers buy, now and then one brings something back. */
export function writeOrders({ brand, file, last, random }: WriteOrdersParameters): OrderLine[] {
  const lines: OrderLine[] = []
  for (const { member, percent } of customersOf(brand.code)) {
    const before = last.get(member)
    if (before && random(100) < 6) lines.push({ ...before, order: `${before.order}-R`, quantity: -before.quantity })
    if (before) last.delete(member)
    if (random(100) >= percent) continue
    const bought = orderOf({ brand, member, order: orderNumber(brand, file, member), random })
    lines.push(...bought)
    const [first] = bought
    if (first) last.set(member, first)
  }
  return lines
}

export const orderNumber = ({ symbol }: SampleBrand, file: number, member: string): string =>
  `${symbol}-${String(file).padStart(2, '0')}-${member}`

interface OrderOf {
  brand: SampleBrand
  member: string
  order: string
  random: Random
}

export function orderOf({ brand, member, order, random }: OrderOf): OrderLine[] {
  const start = random(brand.items.length)
  return Array.from({ length: 1 + random(3) }, (_, index) => {
    const [item, cents] = brand.items[(start + index) % brand.items.length] ?? ['', 0]
    return { order, member, item, quantity: 1 + random(2), cents }
  })
}

/** The lines as a file that `points import --format csv` reads. */
export function toCsv(lines: readonly OrderLine[], date: string): string {
  const rows = lines.map(({ order, member, item, quantity, cents }) =>
    [order, member, item, quantity, `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`, date].join(
      ',',
    ),
  )
  return `order,member,item,quantity,price,date\n${rows.join('\n')}\n`
}

/** What the sales among the lines are worth, in cents; more than what they earn points for. */
export const salesOf = (lines: readonly OrderLine[]): bigint =>
  lines.reduce((sum, { quantity, cents }) => (quantity > 0 ? sum + BigInt(quantity * cents) : sum), 0n)

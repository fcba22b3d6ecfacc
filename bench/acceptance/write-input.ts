import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { type Draw, drawFrom } from '../../test/model/random.ts'

export interface InputParameters {
  readonly path: string
  readonly seed: number
  readonly purchases: number
  readonly members: number
  readonly brands: readonly string[]
  /** When the first purchase was paid; the others follow within a second. */
  readonly start: Date
}

/** A line of the file: what a shop tells, once for every time it tells it. Money is text with two decimals. */
export type InputLine = { id: string; brand: string; at: string } & (
  | { kind: 'sale'; order: string; member: string; taxed: boolean; lines: string[] }
  | { kind: 'return'; order: string; refund: string; amount: string; line?: number }
)

export interface WrittenInput {
  readonly deliveries: number
  readonly duplicates: number
  readonly refunds: number
}

const DUPLICATES_PERCENT = 10
const REFUNDS_PERCENT = 5

/** Writes the purchases, their refunds and their duplicates in an order that has nothing to do with when they happened. */
export async function writeInput(parameters: InputParameters): Promise<WrittenInput> {
  const draw = drawFrom(parameters.seed)
  const told: InputLine[] = []
  let duplicates = 0
  let refunds = 0
  for (let number = 0; number < parameters.purchases; number += 1) {
    const refunded = draw(100) < REFUNDS_PERCENT
    const { sale, cents } = purchase(draw, parameters, number)
    const lines: InputLine[] = [sale]
    if (refunded) lines.push(...refundsOf(draw, sale, cents))
    refunds += lines.length - 1
    if (draw(100) < DUPLICATES_PERCENT) {
      const again = lines[draw(lines.length)] as InputLine
      // Half of them as the same delivery, half as another delivery of the same thing.
      lines.push(draw(2) === 0 ? again : { ...again, id: `${again.id}-again` })
      duplicates += 1
    }
    told.push(...lines)
  }
  shuffle(draw, told)
  await writeLines(parameters.path, told)
  return { deliveries: told.length, duplicates, refunds }
}

type Sale = Extract<InputLine, { kind: 'sale' }>

/** An address nobody has a key for, the same for the same seed. */
export function memberAddress(seed: number, member: number): string {
  return `0x${createHash('sha256').update(`member ${seed} ${member}`).digest('hex').slice(0, 40)}`
}

type Purchase = { sale: Sale; cents: number[] }

function purchase(draw: Draw, { seed, members, brands, start }: InputParameters, number: number): Purchase {
  const brand = brands[draw(brands.length)] ?? ''
  const at = new Date(start.getTime() + (number % 1_000)).toISOString()
  const cents = Array.from({ length: 1 + draw(3) }, () => 1 + draw(9_999))
  const member = memberAddress(seed, draw(members))
  const told = { id: `sale-${number}`, brand, at, kind: 'sale', order: `order-${number}` } as const
  return { sale: { ...told, member, taxed: draw(2) === 0, lines: cents.map(decimal) }, cents }
}

/** One or two refunds of different lines, or one of a part of the money. */
function refundsOf(draw: Draw, sale: Sale, cents: readonly number[]): InputLine[] {
  const base = { brand: sale.brand, at: sale.at, kind: 'return', order: sale.order } as const
  const numbered = (suffix: string) => ({ id: `${sale.id}-${suffix}`, refund: `${sale.order}-${suffix}` })
  if (!sale.taxed && draw(2) === 0) {
    const whole = cents.reduce((sum, line) => sum + line, 0)
    return [{ ...base, ...numbered('part'), amount: decimal(1 + draw(whole)) }]
  }
  const returned = sale.lines.slice(0, 1 + draw(2))
  return returned.map((amount, line) => ({ ...base, ...numbered(`line-${line}`), amount, line }))
}

const decimal = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`

function shuffle(draw: Draw, items: unknown[]): void {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = draw(last + 1)
    ;[items[last], items[other]] = [items[other], items[last]]
  }
}

async function writeLines(path: string, lines: readonly InputLine[]): Promise<void> {
  const file = createWriteStream(path)
  for (const line of lines) {
    if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
}

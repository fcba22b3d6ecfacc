import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { skipPlain } from '../../loyalty/line-rule.ts'
import { checkValue, type FileLine, LINES_PER_READ, type OrderFormat } from './file-line.ts'
import { readIdentifier, readPrice, readQuantity, readText } from './file-line.ts'
import { OrderFileError } from './order-file-error.ts'

const MAX_LINE = 10_000_000

/** Numbers arrive as the text they were written in, so nothing is rounded on the way. */
const exact = z.string()

const ORDER = z.object({
  order: exact,
  member: exact.nullish(),
  date: z.string().nullish(),
  lines: z.array(z.object({ item: exact, quantity: exact, price: exact })).min(1),
})

/** JSON Lines: one order per line with its items, a negative quantity for a return. */
export const plainJsonl: OrderFormat = { read: readJsonl, skip: skipPlain }

async function* readJsonl(bytes: AsyncIterable<Buffer>): AsyncGenerator<FileLine[]> {
  const input = Readable.from(bytes)
  const texts = createInterface({ input, crlfDelay: Infinity })
  const failure: { error?: unknown } = {}
  input.on('error', (error) => {
    failure.error = error
    texts.close()
  })
  let lines: FileLine[] = []
  let number = 0
  for await (const text of texts) {
    number += 1
    if (text.trim() !== '') lines.push(...readOrder(number === 1 ? text.replace(/^\uFEFF/, '') : text, number))
    if (lines.length < LINES_PER_READ) continue
    yield lines
    lines = []
  }
  if (failure.error) throw failure.error
  if (number === 0) throw new OrderFileError('The file is empty. It needs at least one order, as one line of JSON.')
  if (lines.length > 0) yield lines
}

function readOrder(text: string, line: number): FileLine[] {
  const parsed = ORDER.safeParse(readJson(text, line))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const place = issue?.path.join('.') || 'the order'
    throw new OrderFileError(`${place}: ${issue?.message ?? 'not as documented'}. See docs/import.md.`, { line })
  }
  const { order, member, date } = parsed.data
  return parsed.data.lines.map((each) =>
    checkValue({
      line,
      order: readIdentifier(order, 'order', line),
      member: readText(member ?? '', 'member', line),
      item: readText(each.item, 'item', line),
      quantity: readQuantity(each.quantity, 'quantity', line),
      price: readPrice(each.price, 'price', line),
      date: readText(date ?? '', 'date', line),
    }),
  )
}

function readJson(text: string, line: number): unknown {
  if (text.length > MAX_LINE) throw new OrderFileError('the order is too long for one line.', { line })
  try {
    return JSON.parse(text, keepNumberText as (key: string, value: unknown) => unknown)
  } catch (error) {
    const message = 'this is no valid JSON. Nothing was imported; correct the line and import again.'
    throw new OrderFileError(message, { line, cause: error })
  }
}

function keepNumberText(_key: string, value: unknown, context: { source?: string }): unknown {
  return typeof value === 'number' ? context.source : value
}

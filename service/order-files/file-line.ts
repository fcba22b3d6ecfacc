import { MONEY_DECIMALS, parseDecimal } from '../../loyalty/decimal.ts'
import type { SkipReason, SourceLine } from '../../loyalty/line-rule.ts'
import { OrderFileError } from './order-file-error.ts'

/** One line of a file of orders. `line` is where it stands, counted from 1; `date` is as the file has it. */
export type FileLine = SourceLine & { line: number; date: string }

/** A file format: how its lines are read, and which of them are left out. */
export type OrderFormat = {
  read: (text: AsyncIterable<Buffer>) => AsyncGenerator<FileLine[]>
  skip: (line: SourceLine) => SkipReason | undefined
}

/** Lines handed on at once. */
export const LINES_PER_READ = 2_000

const MAX_QUANTITY = 10n ** 9n
const MAX_PRICE = 10n ** (9n + BigInt(MONEY_DECIMALS))
const MAX_VALUE = 10n ** (10n + BigInt(MONEY_DECIMALS))
const MAX_TEXT = 200

export function readQuantity(text: string, column: string, line: number): bigint {
  if (!/^[+-]?\d{1,12}$/.test(text)) {
    throw new OrderFileError(`${column} "${text}" is not a whole number. Correct it and import again.`, { line })
  }
  return within(BigInt(text), MAX_QUANTITY, `${column} "${text}"`, line)
}

export function readPrice(text: string, column: string, line: number): bigint {
  const price = text.length <= 30 ? parseDecimal(text, MONEY_DECIMALS) : undefined
  if (price === undefined) {
    const reason = `${column} "${text}" is not a number with at most ${MONEY_DECIMALS} decimals`
    throw new OrderFileError(`${reason}. Correct it and import again.`, { line })
  }
  return within(price, MAX_PRICE, `${column} "${text}"`, line)
}

export function readText(text: string, column: string, line: number): string {
  if (text.length > MAX_TEXT || text.includes('\0')) {
    throw new OrderFileError(`${column} is longer than ${MAX_TEXT} characters or holds a zero byte.`, { line })
  }
  return text
}

export function readIdentifier(text: string, column: string, line: number): string {
  if (text === '') throw new OrderFileError(`${column} is empty. Every line needs one.`, { line })
  return readText(text, column, line)
}

/** Refuses a line whose value no books of ours can hold. */
export function checkValue(fileLine: FileLine): FileLine {
  within(fileLine.quantity * fileLine.price, MAX_VALUE, 'Quantity × price', fileLine.line)
  return fileLine
}

function within(value: bigint, limit: bigint, what: string, line: number): bigint {
  if (value > limit || value < -limit) {
    throw new OrderFileError(`${what} is too large. Check the number, or split the order.`, { line })
  }
  return value
}

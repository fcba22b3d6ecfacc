/** Thrown where text is not an amount; the message is a sentence for people. */
export class AmountError extends Error {
  override name = 'AmountError'
}

export interface DecimalFormat {
  /** Digits after the point that the unit has. */
  decimals: number
  /** What the number counts, for the sentence of a refusal. */
  noun: string
}

const DECIMAL = /^(\d+)(?:\.(\d+))?$/

/** Plain decimal text as a whole number of the smallest unit. Refuses signs, exponents, separators and extra digits. */
export function parseDecimal(text: string, { decimals, noun }: DecimalFormat): bigint {
  const match = DECIMAL.exec(text)
  if (!match) throw new AmountError(`"${text}" is not a number of ${noun}. Write digits with a point, for example 12.5`)
  const fraction = match[2] ?? ''
  if (fraction.length > decimals) {
    throw new AmountError(`"${text}" has more than ${decimals} digits after the point, the smallest ${noun} count.`)
  }
  return BigInt(match[1] + fraction.padEnd(decimals, '0'))
}

/** A whole number of the smallest unit as plain decimal text with at least `minimum` digits after the point. */
export function formatDecimal(value: bigint, { decimals, minimum }: { decimals: number; minimum: number }): string {
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits
    .slice(digits.length - decimals)
    .replace(/0+$/, '')
    .padEnd(minimum, '0')
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

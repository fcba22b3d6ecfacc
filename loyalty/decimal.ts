/** Digits kept after the decimal point of prices and of order values. */
export const MONEY_DECIMALS = 6

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$/

/** `text` as an exact integer of 10^-decimals, or undefined where it is no number or has more decimals than that. */
export function parseDecimal(text: string, decimals: number): bigint | undefined {
  const match = DECIMAL.exec(text)
  if (!match) return undefined
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) return undefined
  const value = BigInt(match[2] + fraction.padEnd(decimals, '0'))
  return match[1] === '-' ? -value : value
}

/** An exact integer of 10^-decimals as plain decimal text, without trailing zeros. */
export function formatDecimal(value: bigint, decimals: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`
}

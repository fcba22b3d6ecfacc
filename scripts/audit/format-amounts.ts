function formatDecimal(amount: bigint, decimals: number, least: number): string {
  const sign = amount < 0n ? '-' : ''
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0')
  const fraction = digits.slice(-decimals).replace(/0+$/, '').padEnd(least, '0')
  return `${sign}${digits.slice(0, -decimals)}.${fraction}`
}

/** 1250n → "12.50". */
export function formatPoints(points: bigint): string {
  return formatDecimal(points, 2, 2)
}

/** 1250000n µ → "1.25". */
export function formatMoney(amount: bigint): string {
  return formatDecimal(amount, 6, 2)
}

/** 10000n basis points → "100.00 %". */
export function formatPercent(bps: bigint): string {
  return `${formatDecimal(bps, 2, 2)} %`
}

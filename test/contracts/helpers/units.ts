/** Points are counted in 0.01 point: `points('12.5')` is 1250n. */
export function points(amount: string): bigint {
  return decimal(amount, 2)
}

/** Money is counted in µ of the stablecoin: `usd('1.5')` is 1500000n. */
export function usd(amount: string): bigint {
  return decimal(amount, 6)
}

/** A rate in nano-USD per 0.01 point: `usdPerPoint('0.1')` is 1000000n. */
export function usdPerPoint(amount: string): bigint {
  return decimal(amount, 7)
}

function decimal(amount: string, decimals: number): bigint {
  const [whole = '', part = ''] = amount.split('.')
  if (part.length > decimals) throw new Error(`${amount} has more than ${decimals} decimals.`)

  return BigInt(whole + part.padEnd(decimals, '0'))
}

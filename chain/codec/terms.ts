/** What a brand promises about its points. */
export interface Terms {
  /** Nano-USD per 0.01 point. */
  rate: bigint
  /** What a swap into the brand costs on top of the rate, in basis points. */
  spreadBps: number
  /** Share of the points' value that the reserve must cover. */
  promisePercent: number
  /** Epochs a point survives after the one it is minted in; 5 where points never expire. */
  life: number
}

/** Terms as the ABI carries them: 40 bits fit a JavaScript number exactly. */
export interface EncodedTerms {
  rate: number
  spreadBps: number
  promisePercent: number
  life: number
}

export function encodeTerms({ rate, spreadBps, promisePercent, life }: Terms): EncodedTerms {
  if (rate < 0n || rate >= 2n ** 40n) throw new RangeError(`A rate of ${rate} does not fit 40 bits.`)
  return { rate: Number(rate), spreadBps, promisePercent, life }
}

export function decodeTerms({ rate, spreadBps, promisePercent, life }: EncodedTerms): Terms {
  return { rate: BigInt(rate), spreadBps, promisePercent, life }
}

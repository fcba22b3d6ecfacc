/** A rate and since when it held. */
export interface RateStep {
  at: bigint
  rate: bigint
}

/** The rates that came into effect until `now`, in order, and the last of them once more at `now`. */
export function rateSteps(rows: readonly RateStep[], now: bigint): RateStep[] {
  const past = rows.filter(({ at }) => at <= now).toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const last = past.at(-1)
  return last ? [...past, { at: now, rate: last.rate }] : []
}

interface Box {
  width: number
  height: number
  low: bigint
  high: bigint
}

/** A line of steps over a box; the lowest rate keeps a fifth of the height. Only the picture is in fractions. */
export function stepPath(steps: readonly RateStep[], { width, height, low, high }: Box): string {
  const [first] = steps
  const last = steps.at(-1)
  if (!first || !last) return ''
  const span = last.at - first.at
  const x = (at: bigint): number => (span === 0n ? 0 : Number(((at - first.at) * BigInt(width)) / span))
  const y = (rate: bigint): number => {
    if (high === low) return height * 0.45
    return height * 0.8 - Number(((rate - low) * 1000n) / (high - low)) * 0.00065 * height
  }
  return steps.map(({ at, rate }, index) => (index === 0 ? `M${x(at)} ${y(rate)}` : `H${x(at)} V${y(rate)}`)).join(' ')
}

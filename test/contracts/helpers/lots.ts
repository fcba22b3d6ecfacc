const LANES = 6
const LANE_BITS = 40n
const LANE_MASK = (1n << LANE_BITS) - 1n
const EPOCH_SHIFT = 240n

/** Points by the last epoch they live through, soonest first; nothing that is empty. */
export type NaiveLots = readonly { readonly lastEpoch: bigint; readonly points: bigint }[]

export function encodeLots(epoch: bigint, lanes: readonly bigint[]): bigint {
  return lanes.reduce((word, lane, i) => word | (lane << (BigInt(i) * LANE_BITS)), epoch << EPOCH_SHIFT)
}

/** A lots word as a list of lots, which is how everybody but the contract thinks of it. */
export function decodeLots(word: bigint): NaiveLots {
  const epoch = word >> EPOCH_SHIFT

  return Array.from({ length: LANES }, (_, i) => ({
    lastEpoch: epoch + BigInt(i),
    points: (word >> (BigInt(i) * LANE_BITS)) & LANE_MASK,
  })).filter((lot) => lot.points > 0n)
}

/** The other way round, counted from `epoch`. */
export function wordOf(epoch: bigint, lots: NaiveLots): bigint {
  const lanes = Array.from({ length: LANES }, () => 0n)
  for (const { lastEpoch, points } of lots) {
    const lane = Number(lastEpoch - epoch)
    if (lane < 0 || lane >= LANES) throw new Error(`A lot that lives through ${lastEpoch} has no lane at ${epoch}.`)
    lanes[lane] = (lanes[lane] ?? 0n) + points
  }

  return encodeLots(epoch, lanes)
}

export function sumLots(lots: NaiveLots): bigint {
  return lots.reduce((sum, lot) => sum + lot.points, 0n)
}

/** Oldest first, until `points` are spent. */
export function spendOldest(lots: NaiveLots, points: bigint): { spent: NaiveLots; kept: NaiveLots } {
  let left = points
  const spent: { lastEpoch: bigint; points: bigint }[] = []
  const kept: { lastEpoch: bigint; points: bigint }[] = []
  for (const lot of lots) {
    const taken = lot.points < left ? lot.points : left
    left -= taken
    if (taken > 0n) spent.push({ ...lot, points: taken })
    if (taken < lot.points) kept.push({ ...lot, points: lot.points - taken })
  }

  return { spent, kept }
}

/** `out` points with the lives of `lots`, capped at `cap`: floor(lot × out ÷ in), the remainder to the soonest. */
export function convertLots(lots: NaiveLots, out: bigint, cap: bigint): NaiveLots {
  const total = sumLots(lots)
  const shares = lots.map((lot) => ({ ...lot, points: (lot.points * out) / total }))
  const [soonest] = shares
  if (soonest === undefined) return []

  soonest.points += out - sumLots(shares)
  const byEpoch = new Map<bigint, bigint>()
  for (const { lastEpoch, points } of shares) {
    const last = lastEpoch < cap ? lastEpoch : cap
    byEpoch.set(last, (byEpoch.get(last) ?? 0n) + points)
  }

  return [...byEpoch].map(([lastEpoch, points]) => ({ lastEpoch, points })).filter((lot) => lot.points > 0n)
}

/** When epochs of a network begin, in seconds of chain time. */
export interface EpochClock {
  origin: bigint
  length: bigint
}

/** Points that expire together. */
export interface Lot {
  points: bigint
  /** Last epoch they live in; null where they never expire. */
  lastEpoch: bigint | null
}

export const LANES = 6n
const LANE_BITS = 40n
const EPOCH_SHIFT = 240n
const LANE_MASK = (1n << LANE_BITS) - 1n

/** Lots of a word as the contracts and events carry it: six lanes of 40 bits and the epoch they count from. */
export function decodeLots(word: bigint, { permanent }: { permanent: boolean }): Lot[] {
  const epoch = word >> EPOCH_SHIFT
  const lots: Lot[] = []
  for (let lane = 0n; lane < LANES; lane++) {
    const points = (word >> (lane * LANE_BITS)) & LANE_MASK
    const lastEpoch = permanent && lane === LANES - 1n ? null : epoch + lane
    if (points > 0n) lots.push({ points, lastEpoch })
  }
  return lots
}

/** Points of all lanes of a word together. */
export function sumOfLots(word: bigint): bigint {
  return decodeLots(word, { permanent: false }).reduce((sum, lot) => sum + lot.points, 0n)
}

export function epochAt(time: bigint, clock: EpochClock): bigint {
  return (time - clock.origin) / clock.length
}

/** First second in which points whose last epoch this is are gone. */
export function expiryOf(lastEpoch: bigint, clock: EpochClock): bigint {
  return clock.origin + (lastEpoch + 1n) * clock.length
}

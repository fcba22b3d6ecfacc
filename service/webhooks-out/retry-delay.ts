const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Waits before the second and all further attempts: a little over three days. */
const WAITS = [
  ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE],
  ...[2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
]

/** Milliseconds until the next attempt after so many, or undefined where it was the last; spread so that not all come at once. */
export function retryDelay(attempts: number, random: () => number): number | undefined {
  const wait = WAITS[attempts - 1]
  return wait && Math.round(wait * (0.8 + 0.4 * random()))
}

import type { Bare } from '../fixture.ts'

export const HOUR = 3_600n
export const DAY = 24n * HOUR
export const NOTICE = 10n * DAY
export const EPOCH = 180n * DAY
export const FAR_FUTURE = 2n ** 40n - 2n
export const NEVER = 2n ** 40n - 1n

export async function now(world: Bare): Promise<bigint> {
  return BigInt(await world.time.latest())
}

export async function wait(world: Bare, seconds: bigint): Promise<void> {
  await world.time.increase(seconds)
}

/** Lets the next transaction be in a block of exactly this time. */
export async function nextBlockAt(world: Bare, timestamp: bigint): Promise<void> {
  await world.time.setNextBlockTimestamp(timestamp)
}

export async function currentEpoch(world: Bare): Promise<bigint> {
  return (await now(world)) / EPOCH
}

/** Goes to one hour after the start of the epoch that begins `count` epochs from now. */
export async function goToEpochAhead(world: Bare, count: bigint): Promise<bigint> {
  const epoch = (await currentEpoch(world)) + count
  await world.time.increaseTo(epoch * EPOCH + HOUR)

  return epoch
}

import type { Address } from 'viem'
import type { ReadClient } from '../client.ts'
import { readHub } from '../read.ts'

/** A member's spend lock. */
export interface SpendLock {
  /** Seconds that lifting it takes. */
  unlockDelay: bigint
  /** When it ends; undefined while no unlocking is under way. */
  unlockAt: bigint | undefined
}

const NEVER = 2n ** 40n - 1n

/** The lock of a member; undefined if none was ever set or it is over and cleared. */
export async function getLock(client: ReadClient, { member }: { member: Address }): Promise<SpendLock | undefined> {
  const [until, unlockDelay] = await Promise.all([
    readHub(client, 'lockedUntil', [member]),
    readHub(client, 'unlockDelayOf', [member]),
  ])
  if (until === 0n) return undefined
  return { unlockDelay, unlockAt: until >= NEVER ? undefined : until }
}

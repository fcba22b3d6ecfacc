import type { Address } from 'viem'
import { MIRA, sampleMembers } from '../../scripts/sample/members.ts'
import { claimSeedName, loadKey } from '../../service/keys/stored-keys.ts'
import { memberClaim } from '../../service/keys/claim-keys.ts'
import { balanceOf } from './books.ts'
import type { Stack } from './stack.ts'

export interface WaitingPoints {
  code: string
  claimAddress: Address
  points: bigint
}

/** A member for whom points of at least two brands wait: the one of the printed link, as long as nobody collected them. */
export async function somebodyWaiting(stack: Stack): Promise<{ name: string; waiting: WaitingPoints[] }> {
  for (const name of [MIRA, ...sampleMembers]) {
    const waiting = await waitingFor(stack, name)
    if (waiting.length >= 2) return { name, waiting }
  }
  throw new Error('Everything the sample put aside is collected: start with a new network.')
}

/** What brands have put aside for a member without an account. */
export async function waitingFor(stack: Stack, externalId: string): Promise<WaitingPoints[]> {
  const found = await Promise.all(
    stack.network.brands.map(async ({ id, code }) => {
      const seed = await loadKey(stack.home, claimSeedName(code))
      const { claimAddress } = memberClaim(seed, id, externalId)
      return { code, claimAddress, points: await balanceOf(stack, code, claimAddress) }
    }),
  )
  return found.filter(({ points }) => points > 0n)
}

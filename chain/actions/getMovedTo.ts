import { type Address, zeroAddress } from 'viem'
import type { ReadClient } from '../client.ts'
import { readToken } from '../read.ts'

/** Account that a claim address was claimed to; undefined before its first claim. */
export async function getMovedTo(
  client: ReadClient,
  { brandId, claimAddress }: { brandId: number; claimAddress: Address },
): Promise<Address | undefined> {
  const movedTo = await readToken(client, brandId, 'movedTo', [claimAddress])
  return movedTo === zeroAddress ? undefined : movedTo
}

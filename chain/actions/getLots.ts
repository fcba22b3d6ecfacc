import type { Address } from 'viem'
import { type EpochClock, type Lot, decodeLots, expiryOf } from '../codec/lots.ts'
import type { ReadClient } from '../client.ts'
import { type AtBlock, readToken } from '../read.ts'

/** Points of a member that expire together. */
export interface DatedLot extends Lot {
  /** First second in which they are gone; null where they never expire. */
  expiresAt: bigint | null
}

export interface GetLotsParameters extends AtBlock {
  brandId: number
  member: Address
  clock: EpochClock
  neverExpires: boolean
}

/** What a member has of one brand and how long each part lives, soonest first. */
export async function getLots(
  client: ReadClient,
  { brandId, member, clock, neverExpires, blockNumber }: GetLotsParameters,
): Promise<DatedLot[]> {
  const word = await readToken(client, brandId, 'lotsOf', [member], { blockNumber })
  return decodeLots(word, { permanent: neverExpires }).map((lot) => ({
    ...lot,
    expiresAt: lot.lastEpoch === null ? null : expiryOf(lot.lastEpoch, clock),
  }))
}

import type { Hex } from 'viem'

/** Where a log stands. */
export interface LogPlace {
  blockNumber: bigint
  logIndex: number
  transactionHash: Hex
}

export type ReasonKind =
  'swapped' | 'donated' | 'paid' | 'refunded' | 'claimed' | 'redeemed' | 'taken back' | 'expired' | 'earned'

/** Why points of a brand moved: what a Transfer of the same brand and amount in the same transaction was for. */
export interface Reason extends LogPlace {
  kind: ReasonKind
  brandId: number
  /** Undefined where the reason covers any amount (a batch). */
  points: bigint | undefined
  incoming: boolean
  detail: string
}

/** A reason without its place. */
export type PlainReason = Omit<Reason, keyof LogPlace>

/** Reasons at the place of the log they were read from. */
export function reasonsAt(
  { blockNumber, logIndex, transactionHash }: LogPlace,
  reasons: readonly PlainReason[],
): Reason[] {
  return reasons.map((reason) => ({ blockNumber, logIndex, transactionHash, ...reason }))
}

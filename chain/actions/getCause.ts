import type { Address, Hex } from 'viem'
import type { ReadClient } from '../client.ts'
import { readHub, readRegistry } from '../read.ts'

/** A vetted cause and its money. */
export interface Cause {
  causeId: number
  name: string
  registration: string
  payout: Address
  active: boolean
  metadataHash: Hex
  /** µ of the stablecoin it may withdraw. */
  credit: bigint
  /** Payout address proposed by the operator, and when it may be applied. */
  proposed: { payout: Address; applicableAt: bigint } | undefined
}

export async function getCause(client: ReadClient, { causeId }: { causeId: number }): Promise<Cause> {
  const [cause, [credit]] = await Promise.all([
    readRegistry(client, 'cause', [causeId]),
    readHub(client, 'causeCredit', [causeId]),
  ])
  const { name, registration, payout, active, metadataHash, proposedPayout, proposedAt } = cause
  const proposed = proposedAt === 0 ? undefined : { payout: proposedPayout, applicableAt: BigInt(proposedAt) }
  return { causeId, name, registration, payout, active, metadataHash, credit, proposed }
}

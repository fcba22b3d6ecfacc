import type { ReadClient } from '../client.ts'
import { readHub } from '../read.ts'

/** A withdrawal from a reserve that was requested. */
export interface Withdrawal {
  amount: bigint
  opensAt: bigint
  closesAt: bigint
}

/** The withdrawal under way in a brand; undefined if none. */
export async function getWithdrawal(
  client: ReadClient,
  { brandId }: { brandId: number },
): Promise<Withdrawal | undefined> {
  const { amount, opensAt, closesAt } = await readHub(client, 'withdrawalOf', [brandId])
  return amount === 0n ? undefined : { amount, opensAt, closesAt }
}

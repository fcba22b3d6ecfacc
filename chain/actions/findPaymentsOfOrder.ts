import type { Hex } from 'viem'
import type { ReadClient } from '../client.ts'
import { collectEvents } from '../events/read-events.ts'
import { clearingHubAbi } from '../generated/abis.ts'
import { findPayment, type Payment } from './findPayment.ts'

export interface FindPaymentsOfOrderParameters {
  brandId: number
  orderReference: Hex
  fromBlock?: bigint | undefined
}

/** What members paid with points for one order of a brand; none where nobody did. */
export async function findPaymentsOfOrder(
  client: ReadClient,
  { brandId, orderReference, fromBlock }: FindPaymentsOfOrderParameters,
): Promise<Payment[]> {
  const query = { abi: clearingHubAbi, eventName: 'Paid', address: client.contracts.hub, fromBlock } as const
  const paid = await collectEvents(client, { ...query, args: { brandId, orderReference } })
  return Promise.all(
    paid.map(({ args: { member }, blockNumber }) => {
      return findPayment(client, { brandId, member, orderReference, fromBlock: blockNumber })
    }),
  )
}

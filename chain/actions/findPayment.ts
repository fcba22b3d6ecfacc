import type { Address, Hex } from 'viem'
import type { ReadClient } from '../client.ts'
import { ChainError } from '../errors/chain-error.ts'
import { readBlockTimes } from '../events/block-times.ts'
import { collectEvents } from '../events/read-events.ts'
import { clearingHubAbi } from '../generated/abis.ts'

/** Points of one brand that a payment spent. */
export interface SpentLeg {
  brandId: number
  points: bigint
  value: bigint
  lots: bigint
}

/** A payment as the hub remembers it by its hash. */
export interface Payment {
  brandId: number
  member: Address
  orderReference: Hex
  paidAt: bigint
  /** Part refunded so far; 10^18 is all of it. */
  share: bigint
  legs: readonly SpentLeg[]
}

export interface FindPaymentParameters {
  brandId: number
  member: Address
  orderReference: Hex
  fromBlock?: bigint | undefined
}

/** A payment with what was refunded of it, rebuilt from the hub's logs alone. */
export async function findPayment(client: ReadClient, { fromBlock, ...args }: FindPaymentParameters): Promise<Payment> {
  const query = { abi: clearingHubAbi, address: client.contracts.hub, args, fromBlock } as const
  const [paid] = await collectEvents(client, { ...query, eventName: 'Paid' })
  if (!paid) {
    const sentence = `${args.member} made no payment ${args.orderReference} at brand ${args.brandId}.`
    throw new ChainError('UnknownPayment', { sentence, hint: 'Check member and order reference.', args })
  }
  const refunds = await collectEvents(client, { ...query, eventName: 'PaymentRefunded', fromBlock: paid.blockNumber })
  const times = await readBlockTimes(client, [paid.blockNumber])
  const paidAt = times.get(paid.blockNumber) ?? 0n
  return { ...args, paidAt, share: refunds.at(-1)?.args.share ?? 0n, legs: paid.args.legs }
}

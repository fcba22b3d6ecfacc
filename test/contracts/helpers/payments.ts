import type { ContractTransactionResponse } from 'ethers'
import type { Bare } from '../fixture.ts'
import { eventOf } from './logs.ts'

/** A payment as its brand keeps it: everything that `refundPay` wants to hear again. */
export async function paymentOf(world: Bare, sent: ContractTransactionResponse | Promise<ContractTransactionResponse>) {
  const { args } = await eventOf(sent, world.hub, 'Paid')
  const block = await (await sent).getBlock()
  if (block === null) throw new Error('The payment is in no block yet.')

  return {
    brandId: args.brandId as bigint,
    member: args.member as string,
    orderReference: args.orderReference as string,
    paidAt: BigInt(block.timestamp),
    legs: (args.legs as { brandId: bigint; points: bigint; value: bigint; lots: bigint }[]).map((leg) => ({
      brandId: leg.brandId,
      points: leg.points,
      value: leg.value,
      lots: leg.lots,
    })),
  }
}

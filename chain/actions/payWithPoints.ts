import type { Hex } from 'viem'
import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'
import { type Leg, sortLegs } from '../codec/legs.ts'

export interface PayWithPointsParameters {
  brandId: number
  orderReference: Hex
  legs: readonly Leg[]
  minValue: bigint
  deadline: bigint
}

/** Pays an order at a brand's till with points of up to 8 brands, all or nothing. Member. */
export function payWithPoints(
  client: ReadClient,
  { brandId, orderReference, legs, minValue, deadline }: PayWithPointsParameters,
): ContractCall {
  return hubCall(client, 'pay', [brandId, orderReference, sortLegs(legs), minValue, deadline])
}

import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'
import type { Payment } from './findPayment.ts'

export interface RefundPaymentParameters {
  payment: Payment
  share: bigint
}

/** Refunds a payment up to the cumulative share (10^18 is all of it). Minter of the till's brand. */
export function refundPayment(client: ReadClient, { payment, share }: RefundPaymentParameters): ContractCall {
  return hubCall(client, 'refundPay', [payment, share])
}

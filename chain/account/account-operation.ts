import type { Address, Hex } from 'viem'
import type { Signer } from './signer.ts'

/** One call an account makes. */
export interface AccountCall {
  to: Address
  value: bigint
  data: Hex
}

/** Calls that a signer of the account has signed; anybody may carry them. */
export interface SignedOperation {
  kind: 'execute'
  account: Address
  calls: readonly AccountCall[]
  nonce: bigint
  deadline: bigint
  signature: Hex
}

/** A request for the account, signed by its recovery. */
export interface RecoveryStart {
  kind: 'start-recovery'
  account: Address
  proposed: Signer
  nonce: bigint
  deadline: bigint
  signature: Hex
}

/** The end of a request that is due; needs no signature. */
export interface RecoveryFinish {
  kind: 'finish-recovery'
  account: Address
}

/** What a relay can carry to an account. */
export type AccountOperation = SignedOperation | RecoveryStart | RecoveryFinish

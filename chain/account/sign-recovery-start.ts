import type { Address, Hex, TypedDataDefinition } from 'viem'
import { accountDomain } from './account-domain.ts'
import type { RecoveryStart } from './account-operation.ts'
import type { Signer } from './signer.ts'

/** EIP-712 type of what `startRecovery` carries. */
export const startRecoveryTypes = {
  StartRecovery: [
    { name: 'x', type: 'bytes32' },
    { name: 'y', type: 'bytes32' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

export interface RecoveryStartParameters {
  account: Address
  chainId: number | bigint
  /** The only signer there will be. */
  proposed: Signer
  /** The one `recoveryOf` tells. */
  nonce: bigint
  /** Unix seconds. */
  deadline: bigint
}

/** The typed data the recovery signs. */
export function recoveryStartTypedData(parameters: RecoveryStartParameters): TypedDataDefinition {
  const { account, chainId, proposed, nonce, deadline } = parameters
  const { salt: _, ...domain } = accountDomain({ account, chainId })
  const message = { x: proposed.x, y: proposed.y, nonce, deadline }
  return { domain, types: startRecoveryTypes, primaryType: 'StartRecovery', message } as unknown as TypedDataDefinition
}

/** A request for the account; `sign` is the recovery's (`passkeySigner(…).sign`, or a wallet's `signTypedData`). */
export async function signRecoveryStart(
  sign: (data: TypedDataDefinition) => Promise<Hex>,
  parameters: RecoveryStartParameters,
): Promise<RecoveryStart> {
  const { account, proposed, nonce, deadline } = parameters
  const signature = await sign(recoveryStartTypedData(parameters))
  return { kind: 'start-recovery', account, proposed, nonce, deadline, signature }
}

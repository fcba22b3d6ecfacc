import type { Address, TypedDataDefinition } from 'viem'
import { accountDomain } from './account-domain.ts'
import type { AccountCall, SignedOperation } from './account-operation.ts'
import { type AccountSigner, signWith } from './account-signer.ts'

/** EIP-712 type of what `executeSigned` carries. */
export const operationTypes = {
  Operation: [
    { name: 'calls', type: 'Call[]' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  Call: [
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'data', type: 'bytes' },
  ],
} as const

export interface OperationParameters {
  account: Address
  chainId: number | bigint
  /** None at all uses the nonce up, so that nothing else signed with it can be carried out. */
  calls: readonly AccountCall[]
  /** Any that was not used; `freshNonce` has one. */
  nonce: bigint
  /** Unix seconds. */
  deadline: bigint
}

/** The typed data a signer of the account signs. */
export function operationTypedData({ account, chainId, ...message }: OperationParameters): TypedDataDefinition {
  const { salt: _, ...domain } = accountDomain({ account, chainId })
  return { domain, types: operationTypes, primaryType: 'Operation', message } as unknown as TypedDataDefinition
}

/** Calls of the account that anybody may carry. */
export async function signOperation(signer: AccountSigner, parameters: OperationParameters): Promise<SignedOperation> {
  const { account, calls, nonce, deadline } = parameters
  const signature = await signWith(signer, operationTypedData(parameters))
  return { kind: 'execute', account, calls, nonce, deadline, signature }
}

/** A nonce of an operation: they need no order, so a number by chance serves several devices at once. */
export function freshNonce(): bigint {
  const [number = 0n] = crypto.getRandomValues(new BigUint64Array(1))
  return number
}

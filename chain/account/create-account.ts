import type { Address } from 'viem'
import type { ContractCall } from '../call.ts'
import { memberAccountFactoryAbi } from '../generated/abis.ts'
import type { PasskeyKey } from './signer.ts'

/** Makes the account of a passkey; where it exists already, nothing happens. Anyone. */
export function createAccount({ factory, key }: { factory: Address; key: PasskeyKey }): ContractCall {
  return { address: factory, abi: memberAccountFactoryAbi, functionName: 'createAccount', args: [key.x, key.y] }
}

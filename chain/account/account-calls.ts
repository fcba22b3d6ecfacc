import { type Address, encodeFunctionData, zeroHash } from 'viem'
import { memberAccountAbi } from '../generated/abis.ts'
import type { AccountCall } from './account-operation.ts'
import type { Signer } from './signer.ts'

/*
 * What an account does to itself. `signOperation` signs such calls, several at once where they belong together.
 */

/** Lets another passkey or address sign. */
export function addSignerCall(account: Address, signer: Signer): AccountCall {
  return toItself(account, encodeFunctionData({ abi: memberAccountAbi, functionName: 'addSigner', args: [signer] }))
}

/** Takes a signer out, at once. */
export function removeSignerCall(account: Address, signer: Signer): AccountCall {
  return toItself(account, encodeFunctionData({ abi: memberAccountAbi, functionName: 'removeSigner', args: [signer] }))
}

/** Names who may ask for the account, and for how many seconds such a request waits: 1 to 90 days. */
export function setRecoveryCall(account: Address, { signer, delay }: { signer: Signer; delay: number }): AccountCall {
  const args = [signer, delay] as const
  return toItself(account, encodeFunctionData({ abi: memberAccountAbi, functionName: 'setRecovery', args }))
}

/** Nobody may ask for the account any more. */
export function endRecoveryCall(account: Address): AccountCall {
  return setRecoveryCall(account, { signer: { x: zeroHash, y: zeroHash }, delay: 0 })
}

/** Tells the recovery no: whatever it asked for is dropped. */
export function cancelRecoveryCall(account: Address): AccountCall {
  return toItself(account, encodeFunctionData({ abi: memberAccountAbi, functionName: 'cancelRecovery' }))
}

function toItself(account: Address, data: AccountCall['data']): AccountCall {
  return { to: account, value: 0n, data }
}

import { type Hash, type Hex, type TransactionReceipt, encodeFunctionData } from 'viem'
import { estimateContractGas, simulateContract, waitForTransactionReceipt, writeContract } from 'viem/actions'
import type { ContractCall } from './call.ts'
import type { WriteClient } from './client.ts'
import { asChainError } from './errors/as-chain-error.ts'
import { ChainError } from './errors/chain-error.ts'

export interface Simulation {
  /** What the call would return. */
  result: unknown
  gas: bigint
}

/** Tries a call against the present state without sending it. Throws the ChainError it would fail with. */
export async function simulateCall(client: WriteClient, call: ContractCall): Promise<Simulation> {
  try {
    const request = { ...call, account: client.account }
    const { result } = await simulateContract(client, request)
    return { result, gas: await estimateContractGas(client, request) }
  } catch (error) {
    throw asChainError(error, { doing: call.functionName })
  }
}

export interface SendOptions {
  /** Told as soon as the transaction has a hash, before it is in a block. */
  onHash?: (hash: Hash) => void
}

/** Tries a call, then sends it and waits until it is in a block. */
export async function sendCall(
  client: WriteClient,
  call: ContractCall,
  { onHash }: SendOptions = {},
): Promise<TransactionReceipt> {
  const { gas } = await simulateCall(client, call)
  try {
    const request = { ...call, account: client.account, chain: client.chain, gas: (gas * 5n) / 4n }
    const hash = await writeContract(client, request)
    onHash?.(hash)
    const receipt = await waitForTransactionReceipt(client, { hash, timeout: 120_000 })
    if (receipt.status === 'success') return receipt
    throw new ChainError('Reverted', {
      sentence: `The transaction ${hash} was mined but changed nothing: the state it counted on had changed.`,
      hint: 'Look at the present state and try again.',
    })
  } catch (error) {
    throw asChainError(error, { doing: call.functionName })
  }
}

/** The bytes a call carries, for those who sign and store before they send. */
export function encodeCall(call: ContractCall): Hex {
  return encodeFunctionData(call)
}

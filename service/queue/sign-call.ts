import { type Hex, type LocalAccount, keccak256 } from 'viem'
import { getBlock, getTransactionCount } from 'viem/actions'
import type { ContractCall } from '../../chain/call.ts'
import type { ReadClient } from '../../chain/client.ts'
import { asChainError } from '../../chain/errors/as-chain-error.ts'
import { encodeCall } from '../../chain/send.ts'

/** The most gas one transaction may carry (EIP-7825). */
export const MAX_TRANSACTION_GAS = 2n ** 24n

const TIP = 1_000_000_000n

/** What a unit of gas may cost: ten times today's base fee, so that a full chain does not leave a queue behind. */
export type Fees = { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint; baseFee: bigint }

export async function readFees(client: ReadClient): Promise<Fees> {
  try {
    const { baseFeePerGas } = await getBlock(client)
    const baseFee = baseFeePerGas ?? 0n
    const tip = baseFee === 0n ? 0n : TIP
    return { baseFee, maxPriorityFeePerGas: tip, maxFeePerGas: baseFee * 10n + tip }
  } catch (error) {
    throw asChainError(error, { doing: 'read the gas price' })
  }
}

/** Number of transactions of `address` in blocks, or also of those waiting. */
export async function readTransactionCount(
  client: ReadClient,
  { address, blockTag }: { address: Hex; blockTag: 'latest' | 'pending' },
): Promise<number> {
  try {
    return await getTransactionCount(client, { address, blockTag })
  } catch (error) {
    throw asChainError(error, { doing: 'read the number of transactions sent' })
  }
}

export type SignedCall = { signed: Hex; hash: Hex }

export type SignParameters = { call: ContractCall; chainId: number; nonce: bigint; gas: bigint; fees: Fees }

export async function signCall(
  account: LocalAccount,
  { call, chainId, nonce, gas, fees }: SignParameters,
): Promise<SignedCall> {
  const signed = await account.signTransaction({
    type: 'eip1559',
    chainId,
    nonce: Number(nonce),
    to: call.address,
    data: encodeCall(call),
    gas: gas < MAX_TRANSACTION_GAS ? gas : MAX_TRANSACTION_GAS,
    maxFeePerGas: fees.maxFeePerGas,
    maxPriorityFeePerGas: fees.maxPriorityFeePerGas,
  })
  return { signed, hash: keccak256(signed) }
}

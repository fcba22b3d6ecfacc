import { encodeFunctionData, type Hex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { getTransactionCount, sendRawTransaction, waitForTransactionReceipt } from 'viem/actions'
import type { ContractCall } from '../../chain/call.ts'
import type { ReadClient } from '../../chain/client.ts'

/** The most a transaction may have (EIP-7825) is a little more. */
const GAS = 16_000_000n
const FEE = 10n ** 10n

/** Signs and sends calls one after the other without waiting in between, then waits for the last one. */
export async function sendInRow(
  client: ReadClient,
  sender: PrivateKeyAccount,
  calls: AsyncIterable<ContractCall>,
): Promise<void> {
  let nonce = await getTransactionCount(client, { address: sender.address })
  let last: Hex | undefined
  for await (const call of calls) {
    const serializedTransaction = await sender.signTransaction({
      chainId: client.chain.id,
      nonce: nonce++,
      to: call.address,
      data: encodeFunctionData(call),
      gas: GAS,
      maxFeePerGas: FEE,
      maxPriorityFeePerGas: 0n,
    })
    last = await sendRawTransaction(client, { serializedTransaction })
  }
  if (last === undefined) return
  const { status } = await waitForTransactionReceipt(client, { hash: last, timeout: 600_000 })
  if (status !== 'success') throw new Error(`The chain refused the last transaction, ${last}.`)
}

import { type LocalAccount, type TransactionReceipt, parseEther, parseEventLogs, parseGwei } from 'viem'
import { getBlock, getTransactionCount, getTransactionReceipt, sendRawTransaction } from 'viem/actions'
import { setTimeout as sleep } from 'node:timers/promises'
import { executeIntents } from '../../chain/actions/executeIntents.ts'
import { getDomain } from '../../chain/actions/getDomain.ts'
import { giveDevGasMoney } from '../../chain/actions/giveDevGasMoney.ts'
import type { ContractCall } from '../../chain/call.ts'
import { type ReadClient, withAccount } from '../../chain/client.ts'
import { fromRevertData } from '../../chain/errors/as-chain-error.ts'
import { clearingHubAbi } from '../../chain/generated/abis.ts'
import type { Intent } from '../../chain/intents/intent.ts'
import { encodeCall, simulateCall } from '../../chain/send.ts'

const GAS = 8_000_000n

/** The local chain while it is walked through time: a block per transaction, at the time the story is at. */
export class SampleChain {
  readonly client: ReadClient
  /** Submits members' intents. */
  readonly #relay: LocalAccount
  #domain: ReturnType<typeof getDomain> | undefined

  constructor(client: ReadClient, relay: LocalAccount) {
    this.client = client
    this.#relay = relay
  }

  get domain(): ReturnType<typeof getDomain> {
    return (this.#domain ??= getDomain(this.client))
  }

  /** Time of the latest block. */
  async now(): Promise<bigint> {
    return (await getBlock(this.client)).timestamp
  }

  /** Moves on to `time`; never back. */
  async travelTo(time: bigint): Promise<void> {
    if (time <= (await this.now())) return
    await this.#request('evm_setNextBlockTimestamp', [Number(time)])
    await this.#request('evm_mine', [])
  }

  async giveGasMoney(account: LocalAccount): Promise<void> {
    await giveDevGasMoney(this.client, { account: account.address, wei: parseEther('1000') })
  }

  /** Sends a transaction without trying it first; one that fails says why. */
  async send(account: LocalAccount, pending: ContractCall | Promise<ContractCall>): Promise<TransactionReceipt> {
    const call = await pending
    const nonce = await getTransactionCount(this.client, { address: account.address, blockTag: 'pending' })
    const serializedTransaction = await account.signTransaction({
      type: 'eip1559',
      chainId: this.client.chain.id,
      to: call.address,
      data: encodeCall(call),
      nonce,
      gas: GAS,
      maxFeePerGas: parseGwei('100'),
      maxPriorityFeePerGas: 0n,
    })
    const receipt = await this.#receipt(await sendRawTransaction(this.client, { serializedTransaction }))
    if (receipt.status === 'success') return receipt
    await simulateCall(withAccount(this.client, account), call)
    throw new Error(`${call.functionName} was refused in block ${receipt.blockNumber}.`)
  }

  /** Submits a member's signed intents; one that failed is told. */
  async execute(intents: readonly Intent[]): Promise<TransactionReceipt> {
    const receipt = await this.send(this.#relay, executeIntents(this.client, { intents }))
    const [failed] = parseEventLogs({ abi: clearingHubAbi, eventName: 'IntentFailed', logs: receipt.logs })
    if (failed) throw fromRevertData(failed.args.reason)
    return receipt
  }

  /** The node mines at once, so the receipt is there at once too. */
  async #receipt(hash: TransactionReceipt['transactionHash']): Promise<TransactionReceipt> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await getTransactionReceipt(this.client, { hash })
      } catch (error) {
        if (tries === 100) throw error
        await sleep(20)
      }
    }
  }

  async #request(method: string, params: unknown[]): Promise<void> {
    await this.client.request({ method, params } as never)
  }
}

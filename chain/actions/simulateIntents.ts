import type { Address, Hex, Log } from 'viem'
import { simulateBlocks } from 'viem/actions'
import type { ContractCall } from '../call.ts'
import type { ReadClient } from '../client.ts'
import { asChainError } from '../errors/as-chain-error.ts'
import { failedItems } from '../intents/intent-fates.ts'
import type { Intent } from '../intents/intent.ts'
import { encodeCall } from '../send.ts'
import { executeIntents } from './executeIntents.ts'

export interface SimulateIntentsParameters {
  intents: readonly Intent[]
  /** Who would submit. */
  from: Address
  /** What happens first: accounts being made, batches under way. */
  before?: readonly ContractCall[] | undefined
}

export interface SimulatedIntents {
  /** Position → what the item would revert with. */
  failed: Map<number, Hex>
  gasUsed: bigint
}

export interface SimulatedCall {
  done: boolean
  /** What it returns, or reverts with. */
  data: Hex
  gasUsed: bigint
  logs: Log[]
}

/** The most gas one transaction may carry (EIP-7825). */
const GAS = 2n ** 24n

/** Tries intents against the present state, as one batch. The node must know `eth_simulateV1`. */
export async function simulateIntents(
  client: ReadClient,
  { intents, from, before = [] }: SimulateIntentsParameters,
): Promise<SimulatedIntents> {
  const calls = [...before, executeIntents(client, { intents })]
  const result = (await simulateInRow(client, { calls, from })).at(-1)
  if (result === undefined) throw new Error('The node simulated nothing.')
  if (!result.done) return { failed: new Map(intents.map((_, index) => [index, result.data])), gasUsed: result.gasUsed }
  return { failed: failedItems(result.logs, client.contracts.hub), gasUsed: result.gasUsed }
}

/** Tries calls one after the other against the present state, each seeing what those before it did. */
export async function simulateInRow(
  client: ReadClient,
  { calls, from }: { calls: readonly ContractCall[]; from: Address },
): Promise<SimulatedCall[]> {
  try {
    const requests = calls.map((call) => ({ account: from, to: call.address, data: encodeCall(call), gas: GAS }))
    const [block] = await simulateBlocks(client, { blocks: [{ calls: requests }] })
    const results = (block?.calls ?? []) as unknown as { status: string; data: Hex; gasUsed: bigint; logs?: Log[] }[]
    return results.map(({ status, data, gasUsed, logs = [] }) => ({ done: status === 'success', data, gasUsed, logs }))
  } catch (error) {
    throw asChainError(error, { doing: 'try intents' })
  }
}

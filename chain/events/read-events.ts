import {
  type Abi,
  type Address,
  type ContractEventArgs,
  type ContractEventName,
  type GetContractEventsReturnType,
  HttpRequestError,
  BaseError,
} from 'viem'
import { getBlockNumber, getContractEvents } from 'viem/actions'
import type { ReadClient } from '../client.ts'
import { asChainError } from '../errors/as-chain-error.ts'

export interface EventQuery<abi extends Abi, name extends ContractEventName<abi>> {
  abi: abi
  eventName: name
  address: Address | Address[]
  /** Indexed arguments to select by. */
  args?: ContractEventArgs<abi, name>
  fromBlock?: bigint | undefined
  /** Last block; the latest where it is not given. */
  toBlock?: bigint | undefined
  /** Told after each chunk how far the reading is. */
  onProgress?: ((block: bigint, last: bigint) => void) | undefined
}

export type EventLogs<abi extends Abi, name extends ContractEventName<abi>> = GetContractEventsReturnType<
  abi,
  name,
  true
>

/** Blocks asked for at once; halved where a node finds the answer too large. */
const CHUNK = 50_000n

/** Logs of one event in the order of the chain, a chunk of blocks at a time, so that memory stays flat. */
export async function* readEvents<const abi extends Abi, name extends ContractEventName<abi>>(
  client: ReadClient,
  { fromBlock = 0n, toBlock, onProgress, ...query }: EventQuery<abi, name>,
): AsyncGenerator<EventLogs<abi, name>> {
  const last = toBlock ?? (await lastBlock(client))
  let chunk = CHUNK
  let from = fromBlock
  while (from <= last) {
    const to = from + chunk - 1n < last ? from + chunk - 1n : last
    try {
      const logs = await getContractEvents(client, { ...query, fromBlock: from, toBlock: to, strict: true } as never)
      yield logs as unknown as EventLogs<abi, name>
      onProgress?.(to, last)
      from = to + 1n
    } catch (error) {
      if (isUnreachable(error) || chunk === 1n) throw asChainError(error, { doing: `read ${query.eventName} events` })
      chunk = chunk / 2n
    }
  }
}

async function lastBlock(client: ReadClient): Promise<bigint> {
  try {
    return await getBlockNumber(client, { cacheTime: 0 })
  } catch (error) {
    throw asChainError(error, { doing: 'read the latest block' })
  }
}

function isUnreachable(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false
  const http = error.walk((cause) => cause instanceof HttpRequestError)
  return http instanceof HttpRequestError && http.status === undefined
}

/** All logs of one event at once, for the short answers. */
export async function collectEvents<const abi extends Abi, name extends ContractEventName<abi>>(
  client: ReadClient,
  query: EventQuery<abi, name>,
): Promise<EventLogs<abi, name>[number][]> {
  const all: EventLogs<abi, name>[number][] = []
  for await (const logs of readEvents(client, query)) for (const log of logs) all.push(log)
  return all
}

import type { Address, Hex } from 'viem'
import { askOne, hexNumber, resultOf, RpcFailure } from './rpc.ts'
import type { Rpc } from './rpc.ts'

export type RawLog = {
  address: Address
  topics: readonly Hex[]
  data: Hex
  blockNumber: Hex
  logIndex: Hex
  transactionHash: Hex
  blockTimestamp?: Hex | null
}

/** A log with its place and time; (block, index) is the order of events. */
export type Log = {
  address: Address
  topics: readonly Hex[]
  data: Hex
  block: number
  index: number
  tx: Hex
  time: number
}

export type LogFilter = { address?: Address | readonly Address[]; topics?: readonly (Hex | readonly Hex[] | null)[] }

export type LogChunk = { fromBlock: number; toBlock: number; logs: Log[] }

/** Chunks grow and shrink towards this many logs: enough to hide the round trip, little enough to stay small. */
const TARGET_LOGS = 8_000
const FIRST_BLOCKS = 256
const MOST_BLOCKS = 10_000
const HEADERS_AT_ONCE = 200

async function requestLogs(rpc: Rpc, filter: LogFilter, fromBlock: number, toBlock: number): Promise<RawLog[]> {
  const range = { fromBlock: hexNumber(fromBlock), toBlock: hexNumber(toBlock) }
  const [answer] = await rpc([{ method: 'eth_getLogs', params: [{ ...filter, ...range }] }])
  if (answer && 'error' in answer && fromBlock < toBlock) {
    const middle = Math.floor((fromBlock + toBlock) / 2)
    const first = await requestLogs(rpc, filter, fromBlock, middle)
    const second = await requestLogs(rpc, filter, middle + 1, toBlock)
    return first.concat(second)
  }
  return resultOf<RawLog[]>(answer, `eth_getLogs of blocks ${fromBlock} to ${toBlock}`)
}

/** Times of blocks whose logs came without one. */
async function fetchTimes(rpc: Rpc, blocks: readonly number[]): Promise<Map<number, number>> {
  const times = new Map<number, number>()
  for (let start = 0; start < blocks.length; start += HEADERS_AT_ONCE) {
    const part = blocks.slice(start, start + HEADERS_AT_ONCE)
    const calls = part.map((block) => ({ method: 'eth_getBlockByNumber', params: [hexNumber(block), false] }))
    const answers = await rpc(calls)
    for (const [i, block] of part.entries()) {
      const header = resultOf<{ timestamp: Hex } | null>(answers[i], `block ${block}`)
      if (!header) throw new RpcFailure(`The node does not have block ${block} any more. Use a node with full history.`)
      times.set(block, Number(header.timestamp))
    }
  }
  return times
}

/** Logs of a range of blocks, in the order the node gave them. */
export async function fetchLogs(rpc: Rpc, filter: LogFilter, fromBlock: number, toBlock: number): Promise<Log[]> {
  const raw = await requestLogs(rpc, filter, fromBlock, toBlock)
  const untimed = new Set<number>()
  for (const log of raw) if (!log.blockTimestamp) untimed.add(Number(log.blockNumber))
  const times = await fetchTimes(rpc, [...untimed])
  return raw.map((log) => {
    const block = Number(log.blockNumber)
    return {
      address: log.address.toLowerCase() as Address,
      topics: log.topics,
      data: log.data,
      block,
      index: Number(log.logIndex),
      tx: log.transactionHash,
      time: log.blockTimestamp ? Number(log.blockTimestamp) : times.get(block)!,
    }
  })
}

function nextSpan(span: number, found: number): number {
  if (found > TARGET_LOGS * 2) return Math.max(1, Math.floor((span * TARGET_LOGS) / found))
  if (found < TARGET_LOGS / 2) return Math.min(MOST_BLOCKS, span * 4)
  return span
}

/** Streams the logs of a range of blocks in chunks; the next chunk is fetched while the last one is worked on. */
export async function* streamLogs(
  rpc: Rpc,
  { filter, fromBlock, toBlock }: { filter: LogFilter; fromBlock: number; toBlock: number },
): AsyncGenerator<LogChunk> {
  let span = FIRST_BLOCKS
  const request = (start: number) => {
    const end = Math.min(toBlock, start + span - 1)
    const logs = fetchLogs(rpc, filter, start, end)
    // A failure is met where the chunk is awaited; until then it must not end the process.
    logs.catch(() => undefined)
    return { start, end, logs }
  }
  let coming = fromBlock <= toBlock ? request(fromBlock) : undefined
  while (coming) {
    const { start, end, logs: promise } = coming
    const logs = await promise
    span = nextSpan(end - start + 1, logs.length)
    coming = end < toBlock ? request(end + 1) : undefined
    yield { fromBlock: start, toBlock: end, logs }
  }
}

/** Time and hash of a block. */
export async function fetchBlock(
  rpc: Rpc,
  block: number | 'latest',
): Promise<{ number: number; time: number; hash: Hex }> {
  const tag = block === 'latest' ? 'latest' : hexNumber(block)
  type Header = { number: Hex; timestamp: Hex; hash: Hex } | null
  const header = await askOne<Header>(rpc, 'eth_getBlockByNumber', [tag, false])
  if (!header) throw new RpcFailure(`The chain has no block ${block} yet. Give --block a mined one.`)
  return { number: Number(header.number), time: Number(header.timestamp), hash: header.hash }
}

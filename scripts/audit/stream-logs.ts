import type { Address, Hex } from 'viem'
import { askOne, hexNumber, resultOf, RpcFailure } from './rpc.ts'
import type { Rpc } from './rpc.ts'
import { present } from './present.ts'

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
const TARGET_LOGS = 2_000
const FIRST_BLOCKS = 16
/** After blocks without logs dense ones may follow: the chunk grows with care, and is cut fast where it is too large. */
const MOST_GROWTH = 4
const CUT = 4
const MOST_BLOCKS = 10_000
const HEADERS_AT_ONCE = 200

type Part = { toBlock: number; logs: RawLog[] }

/** Logs from a block on, to the last one or, where that is too much for the node or for us, to an earlier one. */
async function requestLogs(rpc: Rpc, filter: LogFilter, fromBlock: number, lastBlock: number): Promise<Part> {
  for (let toBlock = lastBlock; ; toBlock = fromBlock + Math.floor((toBlock - fromBlock) / CUT)) {
    const range = { fromBlock: hexNumber(fromBlock), toBlock: hexNumber(toBlock) }
    const [answer] = await rpc([{ method: 'eth_getLogs', params: [{ ...filter, ...range }] }])
    const refused = answer && 'error' in answer
    if (refused && fromBlock < toBlock) continue
    return { toBlock, logs: resultOf<RawLog[]>(answer, `eth_getLogs of blocks ${fromBlock} to ${toBlock}`) }
  }
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

function placeLog(log: RawLog, times: Map<number, number>): Log {
  const block = Number(log.blockNumber)
  return {
    address: log.address.toLowerCase() as Address,
    topics: log.topics,
    data: log.data,
    block,
    index: Number(log.logIndex),
    tx: log.transactionHash,
    time: log.blockTimestamp ? Number(log.blockTimestamp) : present(times.get(block)),
  }
}

async function fetchChunk(rpc: Rpc, filter: LogFilter, fromBlock: number, lastBlock: number): Promise<LogChunk> {
  const { toBlock, logs } = await requestLogs(rpc, filter, fromBlock, lastBlock)
  const untimed = new Set<number>()
  for (const log of logs) if (!log.blockTimestamp) untimed.add(Number(log.blockNumber))
  const times = await fetchTimes(rpc, [...untimed])
  return { fromBlock, toBlock, logs: logs.map((log) => placeLog(log, times)) }
}

function nextSpan({ fromBlock, toBlock, logs }: LogChunk): number {
  const span = toBlock - fromBlock + 1
  const wanted = Math.ceil((span * TARGET_LOGS) / Math.max(1, logs.length))
  return Math.max(1, Math.min(wanted, span * MOST_GROWTH, MOST_BLOCKS))
}

/** Streams the logs of a range of blocks in chunks; the next chunk is fetched while the last one is worked on. */
export async function* streamLogs(
  rpc: Rpc,
  { filter, fromBlock, toBlock }: { filter: LogFilter; fromBlock: number; toBlock: number },
): AsyncGenerator<LogChunk> {
  const request = (start: number, span: number): Promise<LogChunk> => {
    const coming = fetchChunk(rpc, filter, start, Math.min(toBlock, start + span - 1))
    // A failure is met where the chunk is awaited; until then it must not end the process.
    coming.catch(() => undefined)
    return coming
  }
  let coming = fromBlock <= toBlock ? request(fromBlock, FIRST_BLOCKS) : undefined
  while (coming) {
    const chunk: LogChunk = await coming
    coming = chunk.toBlock < toBlock ? request(chunk.toBlock + 1, nextSpan(chunk)) : undefined
    yield chunk
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

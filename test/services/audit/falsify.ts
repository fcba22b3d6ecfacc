import { decodeEventLog, decodeFunctionData, encodeAbiParameters, encodeEventTopics, encodeFunctionResult } from 'viem'
import { decodeFunctionResult, toEventSelector } from 'viem'
import type { Abi, AbiEvent, Address, Hex } from 'viem'
import { httpRpc } from '../../../scripts/audit/rpc.ts'
import type { Rpc, RpcAnswer } from '../../../scripts/audit/rpc.ts'
import type { RawLog } from '../../../scripts/audit/stream-logs.ts'
import { causeRegistryAbi, clearingHubAbi, pointsTokenAbi } from './chain.ts'
import type { Chain } from './chain.ts'
import { present } from '../../../scripts/audit/present.ts'

const abis: readonly Abi[] = [clearingHubAbi, pointsTokenAbi, causeRegistryAbi]
export type Args = Record<string, unknown>

/** One lie a node tells: about logs, or about the answer of a call. */
export type Lie =
  | { about: 'log'; event: string; at?: number; where?: (args: Args) => boolean; say: (args: Args) => Args }
  | { about: 'raw log'; event: string; at?: number; where?: (args: Args) => boolean; say: (log: RawLog) => RawLog[] }
  | { about: 'call'; call: string; brand?: number; args?: readonly unknown[]; say: (result: never) => unknown }
  | { about: 'coin'; say: (held: bigint) => bigint }

function eventOf(log: RawLog): { item: AbiEvent; abi: Abi } | undefined {
  for (const abi of abis) {
    const item = abi.find((one) => one.type === 'event' && toEventSelector(one) === log.topics[0])
    if (item) return { item: item as AbiEvent, abi }
  }
  return undefined
}

/** Name and arguments of a log. */
export function readLog(log: RawLog): { name: string; args: Args } | undefined {
  const found = eventOf(log)
  if (!found) return undefined
  const { args } = decodeEventLog({ abi: [found.item], topics: log.topics as [Hex], data: log.data })
  return { name: found.item.name, args: args as unknown as Args }
}

function rewrite(log: RawLog, args: Args): RawLog {
  const { item } = present(eventOf(log))
  const plain = item.inputs.filter((input) => !input.indexed)
  const topics = encodeEventTopics({ abi: [item], args }) as Hex[]
  return {
    ...log,
    topics,
    data: encodeAbiParameters(
      plain,
      plain.map((input) => args[present(input.name)]),
    ),
  }
}

export async function allLogs(chain: Chain): Promise<RawLog[]> {
  const address = [chain.hub, chain.registry, chain.tokenOf(1), chain.tokenOf(2), chain.tokenOf(3)]
  const [answer] = await httpRpc(chain.url)([
    { method: 'eth_getLogs', params: [{ address, fromBlock: '0x0', toBlock: 'latest' }] },
  ])
  return (answer as { result: RawLog[] }).result
}

function placeOf(log: RawLog): string {
  return `${log.blockNumber}:${log.logIndex}`
}

/** The one log a lie is about, fixed beforehand, so that every answer that holds it tells the same. */
function pickLog(logs: readonly RawLog[], lie: Extract<Lie, { event: string }>): string {
  const fitting = logs.filter((log) => {
    const read = readLog(log)
    return read?.name === lie.event && (lie.where?.(read.args) ?? true)
  })
  const log = fitting[lie.at ?? 0]
  if (!log) throw new Error(`the history has no ${lie.event} to lie about`)
  return placeOf(log)
}

function lieAboutLogs(answer: RpcAnswer, place: string, lie: Extract<Lie, { event: string }>): RpcAnswer {
  const { result } = answer as { result: RawLog[] }
  const told = result.flatMap((log) => {
    if (placeOf(log) !== place) return [log]
    return lie.about === 'log' ? [rewrite(log, lie.say({ ...present(readLog(log)).args }))] : lie.say(log)
  })
  return { result: told }
}

type CallRequest = { to: Address; data: Hex }

function lieAboutCall(
  chain: Chain,
  { to, data }: CallRequest,
  answer: RpcAnswer,
  lie: Extract<Lie, { about: 'call' }>,
): RpcAnswer {
  if (lie.brand !== undefined && to !== chain.tokenOf(lie.brand)) return answer
  for (const abi of abis) {
    const item = abi.find((one) => one.type === 'function' && one.name === lie.call)
    if (!item || (lie.brand !== undefined && abi !== pointsTokenAbi)) continue
    let args: readonly unknown[]
    try {
      args = (decodeFunctionData({ abi: [item], data }) as { args?: readonly unknown[] }).args ?? []
    } catch {
      return answer // another function's call
    }
    const wanted = lie.args?.every((arg, i) => String(arg).toLowerCase() === String(args[i]).toLowerCase()) ?? true
    if (!wanted) return answer
    const query = { abi: [item] as Abi, functionName: lie.call }
    const truth = decodeFunctionResult({ ...query, data: (answer as { result: Hex }).result })
    return { result: encodeFunctionResult({ ...query, result: lie.say(truth as never) }) }
  }
  return answer
}

/** A node that lies about one thing, and counts how often it did. */
export function lyingRpc(chain: Chain, logs: readonly RawLog[], lie: Lie): { rpc: Rpc; told: () => number } {
  const honest = httpRpc(chain.url)
  const place = 'event' in lie ? pickLog(logs, lie) : ''
  let told = 0
  const rpc: Rpc = async (calls) => {
    const answers = await honest(calls)
    return answers.map((answer, i) => {
      const { method, params } = present(calls[i])
      let said = answer
      if (method === 'eth_getLogs' && 'event' in lie) said = lieAboutLogs(answer, place, lie)
      if (method === 'eth_call' && lie.about === 'call')
        said = lieAboutCall(chain, params[0] as CallRequest, answer, lie)
      if (method === 'eth_call' && lie.about === 'coin' && (params[0] as CallRequest).to === chain.coin) {
        said = {
          result: encodeAbiParameters([{ type: 'uint256' }], [lie.say(BigInt((answer as { result: Hex }).result))]),
        }
      }
      if (JSON.stringify(said) !== JSON.stringify(answer)) told++
      return said
    })
  }
  return { rpc, told: () => told }
}

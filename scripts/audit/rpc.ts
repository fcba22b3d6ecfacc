import type { Hex } from 'viem'
import { present } from './present.ts'

export type RpcCall = { method: string; params: readonly unknown[] }
export type RpcAnswer = { result: unknown } | { error: { code: number; message: string } }

/** Sends JSON-RPC calls as one batch and answers in their order. The auditor trusts this, and nothing else. */
export type Rpc = (calls: readonly RpcCall[]) => Promise<RpcAnswer[]>

/** Thrown when the node cannot be asked, or answers something that is no answer. */
export class RpcFailure extends Error {
  override name = 'RpcFailure'
}

const TRIES = 4
/** A longer answer to a question that can be split is refused: the auditor's memory stays flat. */
const MOST_BYTES = 6_000_000
const TOO_LARGE = -32_005
const TIMEOUT_MS = 60_000

async function readBody(response: Response, mostBytes: number): Promise<string | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    parts.push(part)
    size += part.length
    if (size > mostBytes) return undefined
  }
  return Buffer.concat(parts).toString('utf8')
}

async function post(url: string, body: string, mostBytes: number): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (!response.ok) throw new Error(`HTTP ${response.status}: ${(await response.text()).slice(0, 200)}`)
  const text = await readBody(response, mostBytes)
  if (text === undefined) return { error: { code: TOO_LARGE, message: `more than ${mostBytes} bytes` } }
  return JSON.parse(text)
}

async function postPatiently(url: string, body: string, mostBytes: number): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await post(url, body, mostBytes)
    } catch (cause) {
      if (attempt === TRIES) {
        const reason =
          cause instanceof Error ? (cause.cause instanceof Error ? cause.cause.message : cause.message) : ''
        throw new RpcFailure(`The node at ${url} does not answer (${reason}). Check that it runs, and RPC_URL.`, {
          cause,
        })
      }
      await new Promise((resolve) => setTimeout(resolve, 100 * 4 ** (attempt - 1)))
    }
  }
}

/** Logs of several blocks can be asked for in parts; everything else comes whole. */
function mostBytesOf(calls: readonly RpcCall[]): number {
  const { method, params } = present(calls[0])
  if (calls.length > 1 || method !== 'eth_getLogs') return Infinity
  const { fromBlock, toBlock } = params[0] as { fromBlock: string; toBlock: string }
  return fromBlock === toBlock ? Infinity : MOST_BYTES
}

/** JSON-RPC over HTTP. A single call goes out bare, since not every node takes batches. */
export function httpRpc(url: string): Rpc {
  return async (calls) => {
    if (calls.length === 0) return []
    const requests = calls.map(({ method, params }, id) => ({ jsonrpc: '2.0', id, method, params }))
    const answer = await postPatiently(
      url,
      JSON.stringify(requests.length === 1 ? requests[0] : requests),
      mostBytesOf(calls),
    )
    const answers = (Array.isArray(answer) ? answer : [answer]) as (RpcAnswer & { id: number })[]
    const inOrder = new Array<RpcAnswer>(calls.length)
    for (const one of answers) inOrder[calls.length === 1 ? 0 : one.id] = one
    for (let id = 0; id < calls.length; id++) {
      if (!inOrder[id]) throw new RpcFailure(`The node at ${url} left ${calls[id]?.method} of a batch unanswered.`)
    }
    return inOrder
  }
}

/** Result of one answer; an error of the node becomes one of ours. */
export function resultOf<T>(answer: RpcAnswer | undefined, asked: string): T {
  if (!answer) throw new RpcFailure(`The node did not answer ${asked}.`)
  if ('error' in answer) throw new RpcFailure(`The node refused ${asked}: ${answer.error.message}`)
  return answer.result as T
}

export async function askOne<T>(rpc: Rpc, method: string, params: readonly unknown[]): Promise<T> {
  const [answer] = await rpc([{ method, params }])
  return resultOf<T>(answer, method)
}

export function hexNumber(value: number): Hex {
  return `0x${value.toString(16)}`
}

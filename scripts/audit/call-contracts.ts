import { decodeFunctionResult, encodeFunctionData } from 'viem'
import type { Abi, Address, ContractFunctionArgs, ContractFunctionName, ContractFunctionReturnType, Hex } from 'viem'
import { hexNumber, resultOf, RpcFailure } from './rpc.ts'
import type { Rpc } from './rpc.ts'

/** One read of a contract and what becomes of its raw answer. */
export type Call = { to: Address; data: Hex; verify: (result: Hex) => void }

const AT_ONCE = 500

/** Answers calls at one block in batches, in order. */
export async function callAt(rpc: Rpc, block: number, calls: readonly Call[]): Promise<void> {
  const at = hexNumber(block)
  for (let start = 0; start < calls.length; start += AT_ONCE) {
    const part = calls.slice(start, start + AT_ONCE)
    const answers = await rpc(part.map(({ to, data }) => ({ method: 'eth_call', params: [{ to, data }, at] })))
    for (const [i, call] of part.entries()) verifyAnswer(call, resultOf<Hex>(answers[i], `eth_call of ${call.to}`))
  }
}

function verifyAnswer({ to, verify }: Call, result: Hex): void {
  if (result.length < 66) throw new RpcFailure(`${to} does not answer as a contract of this network does. Check --hub.`)
  verify(result)
}

type View = 'view' | 'pure'

/** A typed read; `then` gets the decoded answer. */
export function readCall<const abi extends Abi, name extends ContractFunctionName<abi, View>>(
  abi: abi,
  to: Address,
  functionName: name,
  args: ContractFunctionArgs<abi, View, name>,
  then: (result: ContractFunctionReturnType<abi, View, name>) => void,
): Call {
  // The abi is generic here, which viem's own types cannot resolve; the signature above is what callers rely on.
  const query = { abi: abi as Abi, functionName: functionName as string }
  return {
    to,
    data: encodeFunctionData({ ...query, args: args as readonly unknown[] }),
    verify: (data) => then(decodeFunctionResult({ ...query, data }) as ContractFunctionReturnType<abi, View, name>),
  }
}

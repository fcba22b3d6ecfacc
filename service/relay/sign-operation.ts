import { type Hex, decodeFunctionData } from 'viem'
import { createAccount } from '../../chain/account/create-account.ts'
import { simulateInRow } from '../../chain/actions/simulateIntents.ts'
import type { ContractCall } from '../../chain/call.ts'
import { memberAccountAbi } from '../../chain/generated/abis.ts'
import { hasCode } from './account-place.ts'
import type { IntentRow } from './intent-row.ts'
import type { Relay } from './relay.ts'
import { GAS_OF_ACCOUNT, type Signing, signAll } from './sign-batch.ts'

/** Signs an operation as a transaction of its own; gives the reason where it would fail now. */
export async function signOperation(relay: Relay, row: IntentRow): Promise<Hex | undefined> {
  const { client, account, accountFactory: factory } = relay
  const { account_x: x, account_y: y } = row
  const make = x && y && factory && !(await hasCode(client, row.target)) ? { factory, key: { x, y } } : undefined
  const before = make ? [createAccount(make)] : []
  const call = callOf(row)
  const result = (await simulateInRow(client, { calls: [...before, call], from: account.address })).at(-1)
  if (!result?.done) return result?.data ?? '0x'
  const accounts = before.map((each): Signing => ({ kind: 'deployment', call: each, gas: GAS_OF_ACCOUNT, rows: [] }))
  await signAll(relay, [...accounts, { kind: 'operation', call, gas: row.gas, rows: [row] }])
  return undefined
}

function callOf({ target, payload }: IntentRow): ContractCall {
  const { functionName, args } = decodeFunctionData({ abi: memberAccountAbi, data: payload })
  return { address: target, abi: memberAccountAbi, functionName, args: args ?? [] }
}

import type { Address } from 'viem'
import { callAt, readCall } from './call-contracts.ts'
import { clearingHubAbi } from './contracts.ts'
import type { NetworkRules } from './ledger.ts'
import { askOne, hexNumber, RpcFailure } from './rpc.ts'
import type { Rpc } from './rpc.ts'

const SECONDS = [
  'notice',
  'epochLength',
  'epochOrigin',
  'maxPause',
  'pauseWindow',
  'withdrawalWindow',
  'maxReturnWindow',
  'windDownPeriod',
] as const
const ADDRESSES = ['stablecoin', 'causeRegistry'] as const

/** Reads a network's immutable rules from its hub. */
export async function readRules(rpc: Rpc, hub: Address, block: number): Promise<NetworkRules> {
  const code = await askOne<string>(rpc, 'eth_getCode', [hub, hexNumber(block)])
  if (code === '0x') throw new RpcFailure(`There is no contract at ${hub} in block ${block}. Check --hub and --block.`)
  const rules: Partial<NetworkRules> = {}
  await callAt(rpc, block, [
    ...SECONDS.map((name) => readCall(clearingHubAbi, hub, name, [], (found) => void (rules[name] = Number(found)))),
    ...ADDRESSES.map((name) => {
      return readCall(clearingHubAbi, hub, name, [], (found) => void (rules[name] = found.toLowerCase() as Address))
    }),
  ])
  return rules as NetworkRules
}

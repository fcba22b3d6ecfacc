import { type Address, type Hex, type Log, parseEventLogs } from 'viem'
import { clearingHubAbi } from '../generated/abis.ts'

/** Items of an `execute` call that failed, by position, with what they reverted with; every other item was done. */
export function failedItems(logs: readonly Log[], hub: Address): Map<number, Hex> {
  const events = parseEventLogs({ abi: clearingHubAbi, eventName: 'IntentFailed', logs: [...logs] })
  const ours = events.filter(({ address }) => address.toLowerCase() === hub.toLowerCase())
  return new Map(ours.map(({ args }) => [Number(args.index), args.reason]))
}

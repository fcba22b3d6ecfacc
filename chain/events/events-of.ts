import { type ContractEventName, type TransactionReceipt, parseEventLogs } from 'viem'
import { causeRegistryAbi, clearingHubAbi, pointsTokenAbi } from '../generated/abis.ts'

type HubEvent = ContractEventName<typeof clearingHubAbi>
type TokenEvent = ContractEventName<typeof pointsTokenAbi>
type RegistryEvent = ContractEventName<typeof causeRegistryAbi>

/** The hub's events of one name in receipts. */
export function hubEventsOf<const name extends HubEvent>(receipts: readonly TransactionReceipt[], eventName: name) {
  return receipts.flatMap(({ logs }) => parseEventLogs({ abi: clearingHubAbi, eventName, logs }))
}

/** A token's events of one name in receipts. */
export function tokenEventsOf<const name extends TokenEvent>(receipts: readonly TransactionReceipt[], eventName: name) {
  return receipts.flatMap(({ logs }) => parseEventLogs({ abi: pointsTokenAbi, eventName, logs }))
}

/** The cause registry's events of one name in receipts. */
export function registryEventsOf<const name extends RegistryEvent>(
  receipts: readonly TransactionReceipt[],
  eventName: name,
) {
  return receipts.flatMap(({ logs }) => parseEventLogs({ abi: causeRegistryAbi, eventName, logs }))
}

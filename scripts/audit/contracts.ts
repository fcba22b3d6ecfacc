import type { Abi, DecodeEventLogReturnType } from 'viem'
import { causeRegistryAbi, clearingHubAbi, pointsTokenAbi } from '../../chain/generated/abis.ts'

export { causeRegistryAbi, clearingHubAbi, pointsTokenAbi }

type EventOf<abi extends Abi> = DecodeEventLogReturnType<abi>

export type HubEvent = EventOf<typeof clearingHubAbi>
export type TokenEvent = EventOf<typeof pointsTokenAbi>
export type RegistryEvent = EventOf<typeof causeRegistryAbi>

/** Arguments of one event. */
export type HubArgs<name extends HubEvent['eventName']> = Extract<HubEvent, { eventName: name }>['args']
export type TokenArgs<name extends TokenEvent['eventName']> = Extract<TokenEvent, { eventName: name }>['args']
export type RegistryArgs<name extends RegistryEvent['eventName']> = Extract<RegistryEvent, { eventName: name }>['args']

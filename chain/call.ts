import type { Abi, Address, ContractFunctionArgs, ContractFunctionName } from 'viem'
import { getToken } from './actions/getToken.ts'
import type { ReadClient } from './client.ts'
import {
  accessManagerAbi,
  causeRegistryAbi,
  clearingHubAbi,
  devStablecoinAbi,
  pointsTokenAbi,
} from './generated/abis.ts'

/** One transaction as a verb states it: to be simulated, encoded or sent, see `send.ts`. */
export interface ContractCall {
  address: Address
  abi: Abi
  functionName: string
  args: readonly unknown[]
}

type Writes<abi extends Abi> = ContractFunctionName<abi, 'nonpayable' | 'payable'>
type Args<abi extends Abi, name extends Writes<abi>> = ContractFunctionArgs<abi, 'nonpayable' | 'payable', name>
type HubAbi = typeof clearingHubAbi
type TokenAbi = typeof pointsTokenAbi
type RegistryAbi = typeof causeRegistryAbi
type ManagerAbi = typeof accessManagerAbi
type StablecoinAbi = typeof devStablecoinAbi

export function hubCall<name extends Writes<HubAbi>>(
  client: ReadClient,
  functionName: name,
  args: Args<HubAbi, name>,
): ContractCall {
  return { address: client.contracts.hub, abi: clearingHubAbi, functionName, args: args as readonly unknown[] }
}

export function registryCall<name extends Writes<RegistryAbi>>(
  client: ReadClient,
  functionName: name,
  args: Args<RegistryAbi, name>,
): ContractCall {
  const address = client.contracts.causeRegistry
  return { address, abi: causeRegistryAbi, functionName, args: args as readonly unknown[] }
}

export function stablecoinCall<name extends Writes<StablecoinAbi>>(
  client: ReadClient,
  functionName: name,
  args: Args<StablecoinAbi, name>,
): ContractCall {
  const address = client.contracts.stablecoin
  return { address, abi: devStablecoinAbi, functionName, args: args as readonly unknown[] }
}

export function managerCall<name extends Writes<ManagerAbi>>(
  manager: Address,
  functionName: name,
  args: Args<ManagerAbi, name>,
): ContractCall {
  return { address: manager, abi: accessManagerAbi, functionName, args: args as readonly unknown[] }
}

/** A call to a brand's token, whose address the hub knows. */
export async function tokenCall<name extends Writes<TokenAbi>>(
  client: ReadClient,
  brandId: number,
  functionName: name,
  args: Args<TokenAbi, name>,
): Promise<ContractCall> {
  const address = await getToken(client, { brandId })
  return { address, abi: pointsTokenAbi, functionName, args: args as readonly unknown[] }
}

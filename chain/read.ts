import type { ContractFunctionArgs, ContractFunctionName, ContractFunctionReturnType } from 'viem'
import { readContract } from 'viem/actions'
import { getToken } from './actions/getToken.ts'
import type { ReadClient } from './client.ts'
import { asChainError } from './errors/as-chain-error.ts'
import { causeRegistryAbi, clearingHubAbi, pointsTokenAbi } from './generated/abis.ts'

type Views<abi extends readonly unknown[]> = ContractFunctionName<abi, 'view' | 'pure'>
type Args<abi extends readonly unknown[], name extends Views<abi>> = ContractFunctionArgs<abi, 'view' | 'pure', name>
type Result<abi extends readonly unknown[], name extends Views<abi>> = ContractFunctionReturnType<
  abi,
  'view' | 'pure',
  name
>

type HubAbi = typeof clearingHubAbi
type TokenAbi = typeof pointsTokenAbi
type RegistryAbi = typeof causeRegistryAbi

/** State at one block; without it, at the latest. */
export interface AtBlock {
  blockNumber?: bigint | undefined
}

async function read(client: ReadClient, functionName: string, parameters: object): Promise<unknown> {
  try {
    return await readContract(client, { functionName, ...parameters } as Parameters<typeof readContract>[1])
  } catch (error) {
    throw asChainError(error, { doing: `read ${functionName}` })
  }
}

export async function readHub<name extends Views<HubAbi>>(
  client: ReadClient,
  functionName: name,
  args: Args<HubAbi, name>,
  { blockNumber }: AtBlock = {},
): Promise<Result<HubAbi, name>> {
  const parameters = { address: client.contracts.hub, abi: clearingHubAbi, args, blockNumber }
  return (await read(client, functionName, parameters)) as Result<HubAbi, name>
}

export async function readToken<name extends Views<TokenAbi>>(
  client: ReadClient,
  brandId: number,
  functionName: name,
  args: Args<TokenAbi, name>,
  { blockNumber }: AtBlock = {},
): Promise<Result<TokenAbi, name>> {
  const parameters = { address: await getToken(client, { brandId }), abi: pointsTokenAbi, args, blockNumber }
  return (await read(client, functionName, parameters)) as Result<TokenAbi, name>
}

export async function readRegistry<name extends Views<RegistryAbi>>(
  client: ReadClient,
  functionName: name,
  args: Args<RegistryAbi, name>,
  { blockNumber }: AtBlock = {},
): Promise<Result<RegistryAbi, name>> {
  const parameters = { address: client.contracts.causeRegistry, abi: causeRegistryAbi, args, blockNumber }
  return (await read(client, functionName, parameters)) as Result<RegistryAbi, name>
}

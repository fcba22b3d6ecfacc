import { type Address, toFunctionSelector } from 'viem'
import { readContract } from 'viem/actions'
import type { ReadClient } from '../client.ts'
import { asChainError } from '../errors/as-chain-error.ts'
import { accessManagerAbi } from '../generated/abis.ts'
import { readHub } from '../read.ts'

export interface NetworkRoleIds {
  /** The access manager that keeps the roles. */
  manager: Address
  admin: bigint
  operator: bigint
  guardian: bigint
}

const ADMIN_ROLE = 0n

/** Numbers of the network's roles: asked from the access manager, function by function, so none is agreed anywhere else. */
export async function getNetworkRoleIds(client: ReadClient): Promise<NetworkRoleIds> {
  const manager = await readHub(client, 'authority', [])
  const roleOf = (signature: string): Promise<bigint> =>
    readContract(client, {
      address: manager,
      abi: accessManagerAbi,
      functionName: 'getTargetFunctionRole',
      args: [client.contracts.hub, toFunctionSelector(signature)],
    })
  try {
    const [operator, guardian] = await Promise.all([roleOf('admit(string,address)'), roleOf('pause(uint256)')])
    return { manager, admin: ADMIN_ROLE, operator, guardian }
  } catch (error) {
    throw asChainError(error, { doing: 'read the roles of the network' })
  }
}

import { type Address, toFunctionSelector } from 'viem'
import { getContractEvents, readContract } from 'viem/actions'
import type { ReadClient } from '../client.ts'
import { asChainError } from '../errors/as-chain-error.ts'
import { accessManagerAbi } from '../generated/abis.ts'
import { readHub } from '../read.ts'

export interface NetworkRoles {
  /** The access manager that keeps them. */
  manager: Address
  roleIds: { admin: bigint; operator: bigint; guardian: bigint }
  admin: Address[]
  operator: Address[]
  guardian: Address[]
}

const ADMIN_ROLE = 0n

/** Who runs the network. The role of a function is asked from the access manager, so no number is agreed anywhere else. */
export async function getNetworkRoles(client: ReadClient): Promise<NetworkRoles> {
  try {
    const manager = await readHub(client, 'authority', [])
    const roleOf = (signature: string): Promise<bigint> =>
      readContract(client, {
        address: manager,
        abi: accessManagerAbi,
        functionName: 'getTargetFunctionRole',
        args: [client.contracts.hub, toFunctionSelector(signature)],
      })
    const [operator, guardian] = await Promise.all([roleOf('admit(string,address)'), roleOf('pause(uint256)')])
    const holders = await holdersOf(client, manager)
    const of = (role: bigint): Address[] => [...(holders.get(role) ?? [])]
    const roleIds = { admin: ADMIN_ROLE, operator, guardian }
    return { manager, roleIds, admin: of(ADMIN_ROLE), operator: of(operator), guardian: of(guardian) }
  } catch (error) {
    throw asChainError(error, { doing: 'read the roles of the network' })
  }
}

async function holdersOf(client: ReadClient, address: Address): Promise<Map<bigint, Set<Address>>> {
  const range = { address, abi: accessManagerAbi, fromBlock: 0n, toBlock: 'latest', strict: true } as const
  const [granted, revoked] = await Promise.all([
    getContractEvents(client, { ...range, eventName: 'RoleGranted' }),
    getContractEvents(client, { ...range, eventName: 'RoleRevoked' }),
  ])
  const holders = new Map<bigint, Set<Address>>()
  for (const { eventName, args } of [...granted, ...revoked].sort(byPosition)) {
    const set = holders.get(args.roleId) ?? new Set()
    if (eventName === 'RoleGranted') set.add(args.account)
    else set.delete(args.account)
    holders.set(args.roleId, set)
  }
  return holders
}

interface Positioned {
  blockNumber: bigint
  logIndex: number
}

function byPosition(a: Positioned, b: Positioned): number {
  return a.blockNumber === b.blockNumber ? a.logIndex - b.logIndex : a.blockNumber < b.blockNumber ? -1 : 1
}

import type { Address } from 'viem'
import type { ReadClient } from '../client.ts'
import { collectEvents } from '../events/read-events.ts'
import { accessManagerAbi } from '../generated/abis.ts'
import { getNetworkRoleIds } from './getNetworkRoleIds.ts'

export interface NetworkRoles {
  /** The access manager that keeps them. */
  manager: Address
  admin: Address[]
  operator: Address[]
  guardian: Address[]
}

/** @param fromBlock Not after the block the access manager was deployed in, which is before the hub's. */
export async function getNetworkRoles(
  client: ReadClient,
  { fromBlock }: { fromBlock?: bigint | undefined } = {},
): Promise<NetworkRoles> {
  const { manager, admin, operator, guardian } = await getNetworkRoleIds(client)
  const holders = await holdersOf(client, manager, fromBlock)
  const of = (role: bigint): Address[] => [...(holders.get(role) ?? [])]
  return { manager, admin: of(admin), operator: of(operator), guardian: of(guardian) }
}

async function holdersOf(
  client: ReadClient,
  address: Address,
  fromBlock: bigint | undefined,
): Promise<Map<bigint, Set<Address>>> {
  const range = { address, abi: accessManagerAbi, fromBlock } as const
  const [granted, revoked] = await Promise.all([
    collectEvents(client, { ...range, eventName: 'RoleGranted' }),
    collectEvents(client, { ...range, eventName: 'RoleRevoked' }),
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

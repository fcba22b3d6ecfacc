import type { Address } from 'viem'
import { type Role, rolesFromBits } from '../codec/roles.ts'
import type { ReadClient } from '../client.ts'
import { collectEvents } from '../events/read-events.ts'
import { pointsTokenAbi } from '../generated/abis.ts'
import { getToken } from './getToken.ts'

export interface RoleHolder {
  account: Address
  roles: Role[]
}

/** Everybody who holds a role in a brand, from the events of its token. */
export async function listRoles(
  client: ReadClient,
  { brandId, fromBlock }: { brandId: number; fromBlock?: bigint },
): Promise<RoleHolder[]> {
  const address = await getToken(client, { brandId })
  const logs = await collectEvents(client, { abi: pointsTokenAbi, eventName: 'RoleChanged', address, fromBlock })
  const holders = new Map<Address, number>()
  for (const { args } of logs) holders.set(args.account, args.newRoles)
  return [...holders]
    .filter(([, bits]) => bits !== 0)
    .map(([account, bits]) => ({ account, roles: rolesFromBits(bits) }))
}

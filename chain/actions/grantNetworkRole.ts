import type { Address } from 'viem'
import { type ContractCall, managerCall } from '../call.ts'
import type { ReadClient } from '../client.ts'
import { getNetworkRoleIds } from './getNetworkRoleIds.ts'

export interface GrantNetworkRoleParameters {
  role: 'operator' | 'guardian'
  account: Address
}

/** Makes an account operator or guardian of the network. Admin. */
export async function grantNetworkRole(
  client: ReadClient,
  { role, account }: GrantNetworkRoleParameters,
): Promise<ContractCall> {
  const { manager, [role]: roleId } = await getNetworkRoleIds(client)
  return managerCall(manager, 'grantRole', [roleId, account, 0])
}

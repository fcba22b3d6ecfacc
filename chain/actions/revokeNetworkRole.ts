import type { Address } from 'viem'
import { type ContractCall, managerCall } from '../call.ts'
import type { ReadClient } from '../client.ts'
import { getNetworkRoleIds } from './getNetworkRoleIds.ts'

export interface RevokeNetworkRoleParameters {
  role: 'operator' | 'guardian'
  account: Address
}

/** Takes the role of operator or guardian from an account. Admin. */
export async function revokeNetworkRole(
  client: ReadClient,
  { role, account }: RevokeNetworkRoleParameters,
): Promise<ContractCall> {
  const { manager, [role]: roleId } = await getNetworkRoleIds(client)
  return managerCall(manager, 'revokeRole', [roleId, account])
}

import type { Address } from 'viem'
import { type ContractCall, tokenCall } from '../call.ts'
import type { ReadClient } from '../client.ts'
import { type Role, bitsFromRoles } from '../codec/roles.ts'

export interface SetRolesParameters {
  brandId: number
  account: Address
  roles: readonly Role[]
}

/** Sets all roles of an account in a brand. Owner. */
export function setRoles(client: ReadClient, { brandId, account, roles }: SetRolesParameters): Promise<ContractCall> {
  return tokenCall(client, brandId, 'setRoles', [account, bitsFromRoles(roles)])
}

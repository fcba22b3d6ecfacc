import type { Address } from 'viem'
import { type Role, rolesFromBits } from '../codec/roles.ts'
import type { ReadClient } from '../client.ts'
import { readToken } from '../read.ts'

/** Roles of an account in a brand. */
export async function getRoles(
  client: ReadClient,
  { brandId, account }: { brandId: number; account: Address },
): Promise<Role[]> {
  return rolesFromBits(await readToken(client, brandId, 'rolesOf', [account]))
}

import type { Address, Client } from 'viem'
import { getCode } from 'viem/actions'

/** Whether an account was made yet; before that it can hold points, but not sign. */
export async function isDeployed(client: Client, account: Address): Promise<boolean> {
  return ((await getCode(client, { address: account })) ?? '0x') !== '0x'
}

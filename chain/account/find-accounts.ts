import type { Address, Client } from 'viem'
import { accountAddress } from './account-address.ts'
import { accountImplementation } from './account-implementation.ts'
import { isDeployed } from './is-deployed.ts'
import type { PasskeyKey } from './signer.ts'

export interface FoundAccount {
  account: Address
  key: PasskeyKey
  deployed: boolean
}

/**
 * The accounts whose first passkey may have one of these keys (`recoverKeys`). Of the two, the one that was made, or holds
 * something, is the member's. A further device belongs to an account of another key: it carries the account's address as
 * its user handle.
 */
export async function findAccounts(
  client: Client,
  { factory, keys }: { factory: Address; keys: readonly PasskeyKey[] },
): Promise<FoundAccount[]> {
  const implementation = await accountImplementation(client, factory)
  return Promise.all(
    keys.map(async (key) => {
      const account = accountAddress({ factory, implementation, key })
      return { account, key, deployed: await isDeployed(client, account) }
    }),
  )
}

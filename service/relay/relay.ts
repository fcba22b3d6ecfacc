import { type Address, type Hex, type LocalAccount, type TypedDataDomain, keccak256, stringToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getDomain } from '../../chain/actions/getDomain.ts'
import type { ReadClient } from '../../chain/client.ts'
import type { Database } from '../database/open-database.ts'
import type { QueueKey } from '../queue/transaction-row.ts'
import type { RelayRules } from './relay-rules.ts'

/** Name of the relay's key in the data folder. */
export const RELAY_KEY = 'relay'

/** Everything the relay works with. */
export type Relay = {
  database: Database
  client: ReadClient
  rules: RelayRules
  account: LocalAccount
  key: QueueKey
  hub: Address
  domain: TypedDataDomain
  /** Where passkey accounts are made; absent where the network has none. */
  accountFactory: Address | undefined
  /** Blurs network addresses before they are counted. */
  originSecret: Hex
  /** Told at every point a crash must not matter. */
  checkpoint?: ((point: string) => Promise<void> | void) | undefined
}

export type RelayOptions = Pick<Relay, 'database' | 'client' | 'rules' | 'checkpoint'> & {
  secret: Hex
  accountFactory: Address | null
}

export async function makeRelay({ secret, accountFactory, client, ...rest }: RelayOptions): Promise<Relay> {
  const account = privateKeyToAccount(secret)
  return {
    ...rest,
    client,
    account,
    key: { chainId: client.chain.id, sender: account.address.toLowerCase(), brandId: null },
    hub: client.contracts.hub,
    domain: await getDomain(client),
    accountFactory: accountFactory ?? undefined,
    originSecret: keccak256(`${keccak256(secret)}${stringToHex('origins of intents').slice(2)}`),
  }
}

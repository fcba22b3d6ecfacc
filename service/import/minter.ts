import type { Hex, LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getBrandId } from '../../chain/actions/getBrandId.ts'
import { getToken } from '../../chain/actions/getToken.ts'
import type { ReadClient } from '../../chain/client.ts'
import type { Database } from '../database/open-database.ts'
import { DatabaseError } from '../database/database-error.ts'
import { ImportError } from './import-error.ts'
import { loadKey, minterKeyName } from '../keys/stored-keys.ts'
import type { QueueKey } from '../queue/transaction-row.ts'

/** Everything that writing a brand's books and minting for it needs. */
export type Minter = {
  database: Database
  client: ReadClient
  /** Data folder: keys, receipts. */
  home: string
  code: string
  brandId: number
  account: LocalAccount
  key: QueueKey
  /** First block worth reading events from. */
  fromBlock: bigint
  /** Seed of the claim keys, where the caller has it at hand; else it is read from the data folder. */
  claimSeed?: Hex | undefined
  /** Told at every point a crash must not matter; tests stop there. */
  checkpoint?: ((point: string) => Promise<void> | void) | undefined
}

export type MinterOptions = Pick<Minter, 'database' | 'client' | 'home' | 'code' | 'checkpoint'> & {
  keyName?: string | undefined
  fromBlock?: bigint | undefined
}

/** Finds the brand on chain, its minter key in the data folder and its row in the database. */
export async function openMinter({ keyName, fromBlock = 0n, ...options }: MinterOptions): Promise<Minter> {
  const { client, home, code } = options
  const brandId = await getBrandId(client, { code })
  if (brandId === undefined) {
    throw new ImportError(
      'UnknownBrand',
      `There is no brand "${code}" in this network. \`points brand list\` shows them.`,
    )
  }
  const account = privateKeyToAccount(await loadKey(home, keyName ?? minterKeyName(code)))
  const key = { chainId: client.chain.id, sender: account.address.toLowerCase(), brandId }
  await ensureBrand(options.database, client, { brandId, code })
  return { ...options, brandId, account, key, fromBlock }
}

/** Makes the brand's row; refuses a database whose brand of that number is on another chain or hub. */
export async function ensureBrand(
  database: Database,
  client: ReadClient,
  { brandId, code }: { brandId: number; code: string },
): Promise<void> {
  const token = (await getToken(client, { brandId })).toLowerCase()
  const chainId = client.chain.id
  await database`
    insert into brands (brand_id, code, token, chain_id) values (${brandId}, ${code}, ${token}, ${chainId})
    on conflict do nothing`
  const [row] = await database`select token, chain_id from brands where brand_id = ${brandId} and code = ${code}`
  if (row?.['token'] === token && row['chain_id'] === BigInt(chainId)) return
  throw new DatabaseError(
    `This database keeps the books of another network (brand ${brandId} is not ${code} there, or has another token). ` +
      'Set DATABASE_URL to the database of this network, or start anew with --reset.',
  )
}

import { type Address, getAddress } from 'viem'
import { accountAddress } from '../../chain/account/account-address.ts'
import { accountImplementation } from '../../chain/account/account-implementation.ts'
import { isDeployed } from '../../chain/account/is-deployed.ts'
import { signersOf } from '../../chain/account/signers-of.ts'
import { type PasskeyKey, isSameSigner } from '../../chain/account/signer.ts'
import { portalDatabase } from './database.ts'
import { currentChain, currentNetwork } from './network.ts'

/** An account and the slot in which a key signs for it. */
export interface FoundAccount {
  account: Address
  key: PasskeyKey
  slot: number
}

/** Address of the account a key makes, whether or not it was made. */
export async function accountOfKey(key: PasskeyKey): Promise<Address> {
  const { accountFactory: factory } = await currentNetwork()
  if (factory === null) throw new Error('this network has no account factory')
  const implementation = await accountImplementation(await currentChain(), factory)
  return accountAddress({ factory, implementation, key })
}

/**
 * The account a key signs for now: the one its passkey names (a further device carries the account as its user handle), its
 * own, or its own that was shown here and that the chain has not met yet.
 */
export async function findAccount(key: PasskeyKey, named?: Address): Promise<FoundAccount | undefined> {
  const joined = named === undefined ? undefined : await signerAt(named, key)
  if (joined) return joined
  const own = await accountOfKey(key)
  if (await isDeployed(await currentChain(), own)) return await signerAt(own, key)
  const sql = await portalDatabase()
  const [row] = await sql`select 1 from portal.passkeys where x = ${key.x} and y = ${key.y}`
  return row ? { account: own, key, slot: 0 } : undefined
}

/** Whether the chain or this portal has met a key before. */
export async function isKnownKey(key: PasskeyKey): Promise<boolean> {
  const own = await accountOfKey(key)
  return (await isDeployed(await currentChain(), own)) || (await findAccount(key)) !== undefined
}

async function signerAt(account: Address, key: PasskeyKey): Promise<FoundAccount | undefined> {
  const entries = await signersOf(await currentChain(), { account }).catch(() => [])
  const entry = entries.find(({ signer }) => isSameSigner(signer, key))
  return entry && { account: getAddress(account), key, slot: entry.slot }
}

/** Notes a key that was just shown to us for the first time; false where somebody was faster. */
export async function notePasskey({ account, key }: FoundAccount): Promise<boolean> {
  const sql = await portalDatabase()
  const rows = await sql`
    insert into portal.passkeys (x, y, account) values (${key.x}, ${key.y}, ${account.toLowerCase()})
    on conflict do nothing returning x`
  return rows.length === 1
}

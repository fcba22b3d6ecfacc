import { type Address, getAddress, parseAbi } from 'viem'
import { getCode, getLogs, readContract } from 'viem/actions'
import { type PasskeyKey, isSameSigner } from '../../chain/account/signer.ts'
import { portalDatabase } from './database.ts'
import { currentChain, currentNetwork } from './network.ts'

const factoryAbi = parseAbi(['function accountOf(bytes32 x, bytes32 y) view returns (address)'])
const accountAbi = parseAbi([
  'struct Signer { bytes32 x; bytes32 y; }',
  'struct SignerEntry { uint8 slot; Signer signer; }',
  'function signers() view returns (SignerEntry[])',
  'function firstKey() view returns (bytes32 x, bytes32 y)',
  'event SignerAdded(bytes32 indexed x, bytes32 y, uint8 slot)',
])

/** An account and the slot in which a key signs for it. */
export interface FoundAccount {
  account: Address
  key: PasskeyKey
  slot: number
}

/** Address of the account a key makes, whether or not it was made. */
export async function accountOfKey({ x, y }: PasskeyKey): Promise<Address> {
  const { accountFactory } = await currentNetwork()
  if (accountFactory === null) throw new Error('this network has no account factory')
  return await readContract(await currentChain(), {
    address: accountFactory,
    abi: factoryAbi,
    functionName: 'accountOf',
    args: [x, y],
  })
}

/** Whether the chain or this portal has met a key before. */
export async function isKnownKey(key: PasskeyKey): Promise<boolean> {
  return (await findAccount(key)) !== undefined
}

/** The account a key signs for now: its own, one it was added to, or one it made that the chain has not met yet. */
export async function findAccount(key: PasskeyKey): Promise<FoundAccount | undefined> {
  const own = await accountOfKey(key)
  const slot = await slotAt(own, key)
  if (slot !== undefined) return { account: own, key, slot }
  const joined = await findJoined(key)
  if (joined) return joined
  const sql = await portalDatabase()
  const [row] = await sql<{ account: string }[]>`
    select account from portal.passkeys where x = ${key.x.toLowerCase()} and y = ${key.y.toLowerCase()}`
  const made = (await getCode(await currentChain(), { address: own })) !== undefined
  return row && !made ? { account: own, key, slot: 0 } : undefined
}

/** An account that took the key as a further signer. */
async function findJoined(key: PasskeyKey): Promise<FoundAccount | undefined> {
  const chain = await currentChain()
  const { hubBlock } = await currentNetwork()
  const event = accountAbi.find((item) => item.type === 'event')
  if (!event) return undefined
  const logs = await getLogs(chain, { event, args: { x: key.x }, fromBlock: BigInt(hubBlock), toBlock: 'latest' })
  for (const address of new Set(logs.map((log) => log.address).toReversed())) {
    const slot = (await isMemberAccount(address)) ? await slotAt(address, key) : undefined
    if (slot !== undefined) return { account: getAddress(address), key, slot }
  }
  return undefined
}

/** Anybody can emit the event; only our factory makes an account at the address its first key gives. */
async function isMemberAccount(address: Address): Promise<boolean> {
  const read = { address, abi: accountAbi, functionName: 'firstKey' } as const
  const first = await readContract(await currentChain(), read).catch(() => undefined)
  if (first === undefined) return false
  const [x, y] = first
  return (await accountOfKey({ x, y })).toLowerCase() === address.toLowerCase()
}

async function slotAt(address: Address, key: PasskeyKey): Promise<number | undefined> {
  const read = { address, abi: accountAbi, functionName: 'signers' } as const
  const signers = await readContract(await currentChain(), read).catch(() => [])
  return signers.find((entry) => isSameSigner(entry.signer, key))?.slot
}

/** Notes a key that was just shown to us for the first time; false where somebody was faster. */
export async function notePasskey({ account, key }: FoundAccount): Promise<boolean> {
  const sql = await portalDatabase()
  const rows = await sql`
    insert into portal.passkeys (x, y, account)
    values (${key.x.toLowerCase()}, ${key.y.toLowerCase()}, ${account.toLowerCase()})
    on conflict do nothing returning x`
  return rows.length === 1
}

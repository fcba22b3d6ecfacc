import { type Address, type Hex, getAddress, toHex, zeroHash } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { getTransactionReceipt } from 'viem/actions'
import { accountAddress } from '../../chain/account/account-address.ts'
import { accountImplementation } from '../../chain/account/account-implementation.ts'
import { signAccountIntent } from '../../chain/account/sign-account-intent.ts'
import type { PasskeyKey } from '../../chain/account/signer.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { getDomain } from '../../chain/actions/getDomain.ts'
import { mintBatch } from '../../chain/actions/mintBatch.ts'
import type { Intent, IntentMessages } from '../../chain/intents/intent.ts'
import { signIntent } from '../../chain/intents/sign-intent.ts'
import { readToken } from '../../chain/read.ts'
import { sendCall } from '../../chain/send.ts'
import type { IntentView } from '../../service/relay/intent-row.ts'
import { softwarePasskey } from '../../test/services/relay/software-passkey.ts'
import { type BenchBrand, makeBrand } from '../network/make-brand.ts'
import type { ThrowAway } from '../network/throw-away.ts'

const POINTS = 100n
const CLIENTS = Number(process.env['RELAY_CLIENTS'] ?? 100)
const EOA_INTENTS = Number(process.env['RELAY_INTENTS'] ?? 1_500)
const PASSKEYS = 40
const PASSKEY_INTENTS = 12

export type RelayRun = {
  name: string
  intents: number
  clients: number
  seconds: number
  /** Milliseconds from sending an intent to hearing that it is in a block. */
  latencies: number[]
  /** `execute` transactions; those that make accounts are not counted. */
  transactions: number
  gasUsed: bigint
  lost: number
}

type Message = IntentMessages['Transfer']
type BenchMember = { address: Address; key?: PasskeyKey; sign: (message: Message) => Promise<Intent> }
type Signed = { intent: Intent; key: PasskeyKey | undefined }

/** Members with keys of their own; members with passkeys, first while their accounts are made, then again and again. */
export async function measureRelay(throwAway: ThrowAway): Promise<RelayRun[]> {
  const brand = await makeBrand(throwAway, 'bench-brand')
  const url = throwAway.network.serviceUrl
  const factory = throwAway.network.accountFactory
  if (url === null || factory === null) throw new Error('The network runs no service, or makes no accounts.')
  const domain = await getDomain(brand.client)
  const wallets = Array.from({ length: EOA_INTENTS }, (): BenchMember => {
    const account = privateKeyToAccount(generatePrivateKey())
    return { address: account.address, sign: (message) => signIntent(account, { domain, verb: 'Transfer', message }) }
  })
  const implementation = await accountImplementation(brand.client, factory)
  const passkeys = Array.from({ length: PASSKEYS }, (): BenchMember => {
    const { key, signer } = softwarePasskey()
    const address = accountAddress({ factory, implementation, key })
    const sign = (message: Message) =>
      signAccountIntent(signer, { account: address, domain, verb: 'Transfer', message })
    return { address, key, sign }
  })
  await credit(brand, [...wallets, ...passkeys])
  const again = Array.from({ length: PASSKEY_INTENTS }, () => passkeys).flat()
  return [
    await carry({ brand, url, name: 'keys of their own', members: wallets, firstNonce: 0 }),
    await carry({ brand, url, name: 'passkeys, accounts being made', members: passkeys, firstNonce: 0 }),
    await carry({ brand, url, name: 'passkeys', members: again, firstNonce: 1 }),
  ]
}

async function credit({ brandId, client }: BenchBrand, members: readonly BenchMember[]): Promise<void> {
  const all = members
    .map(({ address }) => ({ member: address, points: POINTS * 100n }))
    .toSorted((a, b) => (BigInt(a.member) < BigInt(b.member) ? -1 : 1))
  for (let i = 0, sequence = 1n; i < all.length; i += 500, sequence++) {
    const batch = { credits: all.slice(i, i + 500), purchasesRoot: zeroHash, returnWindow: 7_776_000 }
    await sendCall(client, await mintBatch(client, { brandId, sequence, ...batch }))
  }
}

type Load = { brand: BenchBrand; url: string; name: string; members: readonly BenchMember[]; firstNonce: number }

async function carry({ brand, url, name, members, firstNonce }: Load): Promise<RelayRun> {
  const to = getAddress(toHex(crypto.getRandomValues(new Uint8Array(20))))
  const queue = await signAll({ brand, members, to, firstNonce })
  const clients = Math.min(CLIENTS, queue.length)
  const fates: { view: IntentView; ms: number }[] = []
  const started = performance.now()
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) fates.push(await carryOne(url, next))
  }
  await Promise.all(Array.from({ length: clients }, work))
  const seconds = (performance.now() - started) / 1_000
  const hashes = new Set(fates.map(({ view }) => view.transaction).filter((hash) => hash !== undefined))
  const arrived = await readToken(brand.client, brand.brandId, 'balanceOf', [to])
  return {
    ...{ name, intents: members.length, clients, seconds },
    latencies: fates.map(({ ms }) => ms),
    transactions: hashes.size,
    gasUsed: await gasOf(brand, [...hashes]),
    lost: members.length - Number(arrived / POINTS),
  }
}

async function signAll({
  brand: { brandId, client },
  members,
  to,
  firstNonce,
}: Omit<Load, 'url' | 'name'> & { to: Address }): Promise<Signed[]> {
  const { now } = await getChainTime(client)
  const used = new Map<Address, number>()
  return Promise.all(
    members.map(async ({ address, key, sign }) => {
      const nonce = used.get(address) ?? firstNonce
      used.set(address, nonce + 1)
      const message = { member: address, brandId, to, points: POINTS, nonce: BigInt(nonce), deadline: now + 300n }
      return { intent: await sign(message), key }
    }),
  )
}

async function carryOne(url: string, { intent, key }: Signed): Promise<{ view: IntentView; ms: number }> {
  const started = performance.now()
  const body = JSON.stringify({ intent, ...(key ? { account: key } : {}) })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/v1/intents`, { method: 'POST', headers, body })
  if (answer.status !== 202) throw new Error(`The relay refused an intent: ${await answer.text()}`)
  const { id } = (await answer.json()) as IntentView
  const events = await (await fetch(`${url}/v1/intents/${id}/events`)).text()
  const last = events.split('\n').findLast((line) => line.startsWith('data: '))
  if (last === undefined) throw new Error(`The stream of ${id} told nothing.`)
  return { view: JSON.parse(last.slice(6)) as IntentView, ms: performance.now() - started }
}

async function gasOf({ client }: BenchBrand, hashes: readonly Hex[]): Promise<bigint> {
  const receipts = await Promise.all(hashes.map((hash) => getTransactionReceipt(client, { hash })))
  return receipts.reduce((sum, { gasUsed }) => sum + gasUsed, 0n)
}

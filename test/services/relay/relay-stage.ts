import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { type Abi, type Address, type Hex, createTestClient, getAddress, http, parseEther, toHex } from 'viem'
import { type PrivateKeyAccount, generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { deployContract, getBalance, getTransactionReceipt, waitForTransactionReceipt } from 'viem/actions'
import { getBrandId } from '../../../chain/actions/getBrandId.ts'
import { getDomain } from '../../../chain/actions/getDomain.ts'
import { getNonces } from '../../../chain/actions/getNonces.ts'
import { giveDevGasMoney } from '../../../chain/actions/giveDevGasMoney.ts'
import { getChainTime } from '../../../chain/actions/getChainTime.ts'
import { type ReadClient, connect, withAccount } from '../../../chain/client.ts'
import type { Intent, IntentMessages } from '../../../chain/intents/intent.ts'
import { signIntent } from '../../../chain/intents/sign-intent.ts'
import type { Verb } from '../../../chain/intents/typed-data.ts'
import { readNetwork, writeNetwork } from '../../../chain/network.ts'
import { readToken } from '../../../chain/read.ts'
import { type Service, serveNetwork } from '../../../service/http/serve.ts'
import { createKey } from '../../../service/keys/stored-keys.ts'
import type { IntentView } from '../../../service/relay/intent-row.ts'
import { RELAY_KEY } from '../../../service/relay/relay.ts'
import { type CliNetwork, startCliNetwork } from '../cli-network.ts'
import { type Cluster, startCluster } from '../database-cluster.ts'

/** A brand whose points members have, with all it takes to relay their intents. */
export type RelayStage = {
  network: CliNetwork
  client: ReadClient
  cluster: Cluster
  brands: { first: number; second: number }
  relayer: Address
  accountFactory: Address
  node: ReturnType<typeof nodeOf>
  stop: () => Promise<void>
}

const nodeOf = (rpcUrl: string) => createTestClient({ mode: 'anvil', transport: http(rpcUrl) })

export async function startRelayStage(): Promise<RelayStage> {
  const [network, cluster] = await Promise.all([startCliNetwork(), startCluster()])
  const client = await connect(network)
  const secret = generatePrivateKey()
  await createKey(network.home, { name: RELAY_KEY, secret })
  const relayer = privateKeyToAccount(secret).address
  await giveDevGasMoney(client, { account: relayer, wei: parseEther('100') })
  const accountFactory = await deployFactory(network, client)
  const first = await makeBrand(network, client, 'tea-house')
  const second = await makeBrand(network, client, 'book-shop')
  return {
    ...{ network, client, cluster, relayer, accountFactory },
    brands: { first, second },
    node: nodeOf(network.rpcUrl),
    stop: async () => {
      await cluster.stop()
      await network.stop()
    },
  }
}

/** Makes the factory of accounts and adds it to network.json. */
async function deployFactory({ home }: CliNetwork, client: ReadClient): Promise<Address> {
  const known = await readNetwork(home)
  if (!known) throw new Error('There is no network.')
  const accountFactory = await deploy({ client }, 'contracts/MemberAccountFactory.sol/MemberAccountFactory')
  await writeNetwork(home, { ...known, accountFactory })
  return accountFactory
}

/** Deploys a contract of the build that takes no arguments. */
export async function deploy({ client }: Pick<RelayStage, 'client'>, path: string): Promise<Address> {
  const deployer = privateKeyToAccount(generatePrivateKey())
  await giveDevGasMoney(client, { account: deployer.address, wei: parseEther('10') })
  const file = new URL(`../../../artifacts/${path}.json`, import.meta.url)
  const { abi, bytecode } = JSON.parse(await readFile(file, 'utf8')) as { abi: Abi; bytecode: Hex }
  const hash = await deployContract(withAccount(client, deployer), { abi, bytecode })
  const { contractAddress } = await waitForTransactionReceipt(client, { hash })
  if (!contractAddress) throw new Error(`${path} was not deployed.`)
  return contractAddress
}

async function makeBrand({ points }: CliNetwork, client: ReadClient, code: string): Promise<number> {
  const run = async (...args: string[]): Promise<void> => {
    const { code: exit, err } = await points(...args)
    if (exit !== 0) throw new Error(`points ${args.join(' ')}: ${err}`)
  }
  const owner = `${code}-owner`
  await run('key', 'new', owner, '--gas')
  await run('key', 'new', `${code}-minter`, '--gas')
  await run('network', 'admit', code, owner, '--as', 'operator', '--yes')
  await run('brand', 'create', code, '--name', code, '--rate', '0.01', '--as', owner, '--yes')
  await run('brand', 'fund', code, '100000', '--mint-dev', '--as', owner, '--yes')
  await run('brand', 'roles', code, `${code}-minter`, '--set', 'minter', '--as', owner, '--yes')
  await run('brand', 'quota', code, `${code}-minter`, '--mint', '1000000', '--as', owner, '--yes')
  await run('brand', 'quota', code, '--claims', '100000', '--as', owner, '--yes')
  const brandId = await getBrandId(client, { code })
  if (brandId === undefined) throw new Error(`The brand ${code} was not created.`)
  return brandId
}

/** New members who hold points of the first brand. */
export async function makeMembers(
  { network, brands }: RelayStage,
  { count, points = 1_000_000n }: { count: number; points?: bigint },
): Promise<PrivateKeyAccount[]> {
  const members = Array.from({ length: count }, () => privateKeyToAccount(generatePrivateKey()))
  await credit({ network, brands } as RelayStage, members, points)
  return members
}

export async function credit(
  { network, brands }: RelayStage,
  members: readonly { address: Address }[],
  points: bigint,
): Promise<void> {
  const credits = members
    .map(({ address }) => ({ member: address, points }))
    .toSorted((a, b) => (BigInt(a.member) < BigInt(b.member) ? -1 : 1))
  await network.mint('tea-house-minter', brands.first, credits)
}

/** An empty database, and how to start services on it. */
export async function openService(
  stage: RelayStage,
  {
    env = {},
    databaseUrl,
    checkpoint,
  }: { env?: NodeJS.ProcessEnv; databaseUrl?: string } & Pick<Parameters<typeof serveNetwork>[0], 'checkpoint'> = {},
): Promise<Service & { databaseUrl: string; logged: string[] }> {
  const known = await readNetwork(stage.network.home)
  if (!known) throw new Error('no network')
  const url = databaseUrl ?? (await stage.cluster.create())
  const logged: string[] = []
  const service = await serveNetwork({
    home: stage.network.home,
    network: { ...known, databaseUrl: url },
    env,
    port: 0,
    log: (what, facts) => void logged.push(JSON.stringify({ what, ...facts })),
    checkpoint,
  })
  return { ...service, databaseUrl: url, logged }
}

export type Child = { url: string; pid: number; kill: (signal: NodeJS.Signals) => Promise<void> }

/** The same service as a process of its own, to be killed. */
export async function spawnService(
  { network: { home } }: RelayStage,
  { databaseUrl, env = {} }: { databaseUrl: string; env?: NodeJS.ProcessEnv },
): Promise<Child> {
  const script = new URL('../../../scripts/points.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script, 'serve'], {
    env: { ...process.env, POINTS_HOME: home, DATABASE_URL: databaseUrl, SERVICE_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  for await (const line of createInterface({ input: child.stdout })) {
    const { what, url } = JSON.parse(line) as { what: string; url?: string }
    if (what !== 'listening' || !url) continue
    child.stdout.resume()
    const kill = async (signal: NodeJS.Signals) => {
      child.kill(signal)
      await ended
    }
    return { url, pid: child.pid ?? 0, kill }
  }
  throw new Error('The service ended before it listened.')
}

export type Answer = { status: number; body: Record<string, unknown>; headers: Headers }

export async function post(url: string, path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const answer: Answer = {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    headers: response.headers,
  }
  return answer
}

export async function get(url: string, path: string): Promise<Answer> {
  const response = await fetch(url + path)
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    headers: response.headers,
  }
}

/** An intent as clients send it. */
export const wire = ({ verb, payload, signature }: Intent) => ({ intent: { verb, payload, signature } })

export type Asked<verb extends Verb> = Omit<IntentMessages[verb], 'member' | 'nonce' | 'deadline'> &
  Partial<Pick<IntentMessages['Swap'], 'nonce' | 'deadline'>>

/** An intent signed by a member's key: the next nonce and two minutes unless told otherwise. */
export async function sign<verb extends Verb>(
  { client }: Pick<RelayStage, 'client'>,
  { member, verb, ...asked }: { member: PrivateKeyAccount; verb: verb } & Asked<verb>,
): Promise<Intent> {
  const [domain, { next }, { now }] = await Promise.all([
    getDomain(client),
    getNonces(client, { member: member.address }),
    getChainTime(client),
  ])
  const message = { member: member.address, nonce: next, deadline: now + 120n, ...asked }
  return signIntent(member, { domain, verb, message: message as unknown as IntentMessages[verb] })
}

/** All states an intent goes through, as the stream tells them, until it is over. */
export async function follow(url: string, id: string, lastEventId?: string): Promise<IntentView[]> {
  const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
  const response = await fetch(`${url}/v1/intents/${id}/events`, { headers })
  const text = await response.text()
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice(6)) as IntentView)
}

export async function settled(url: string, id: string): Promise<IntentView> {
  const last = (await follow(url, id)).at(-1)
  if (!last) throw new Error(`The stream of ${id} told nothing.`)
  return last
}

export const balanceOf = ({ client }: RelayStage, brandId: number, holder: Address): Promise<bigint> =>
  readToken(client, brandId, 'balanceOf', [getAddress(holder)])

export const gasMoneyOf = ({ client, relayer }: RelayStage): Promise<bigint> => getBalance(client, { address: relayer })

export const gasOf = async ({ client }: RelayStage, hash: Hex): Promise<bigint> =>
  (await getTransactionReceipt(client, { hash })).gasUsed

/** Waits for what takes a moment. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('It did not happen within 10 s.')
}

/** Somewhere points can go. */
export const someone = (): Address => getAddress(toHex(crypto.getRandomValues(new Uint8Array(20))))

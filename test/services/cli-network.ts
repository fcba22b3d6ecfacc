import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import {
  type Abi,
  type Address,
  type Hex,
  createTestClient,
  http,
  publicActions,
  toFunctionSelector,
  walletActions,
  zeroHash,
} from 'viem'
import { type PrivateKeyAccount, generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { mintBatch } from '../../chain/actions/mintBatch.ts'
import { connect, withAccount } from '../../chain/client.ts'
import type { Credit } from '../../chain/codec/credits.ts'
import { writeNetwork } from '../../chain/network.ts'
import { contractsHash } from '../../chain/generated/abis.ts'
import { sendCall } from '../../chain/send.ts'
import { accountOf } from '../../scripts/cli/resolve.ts'
import { runPoints } from '../../scripts/cli/run-points.ts'
import { createKey, loadKey } from '../../service/keys/stored-keys.ts'

/** What one command line answered. */
export interface Answer {
  code: number
  out: string
  err: string
}

/** A throw-away chain with the contracts on it, and a data folder whose key "operator" runs the network. */
export interface CliNetwork {
  home: string
  rpcUrl: string
  hub: Address
  /** Runs `points` in this process. */
  points: (...args: string[]) => Promise<Answer>
  /** The same with a person at the terminal who gives this answer to every question. */
  pointsAsking: (answer: string, ...args: string[]) => Promise<Answer>
  /** Runs `points` with --json and --yes; throws its sentence where it fails. */
  json: <answer = Record<string, string>>(...args: string[]) => Promise<answer>
  addressOf: (key: string) => Promise<Address>
  /** Mints one batch of a brand, signed by a key of the data folder. */
  mint: (key: string, brandId: number, credits: Credit[]) => Promise<void>
  /** Lets chain time pass. */
  travel: (seconds: number) => Promise<void>
  nonceOf: (account: Address) => Promise<number>
  stop: () => Promise<void>
}

export async function startCliNetwork(): Promise<CliNetwork> {
  const home = await mkdtemp(join(tmpdir(), 'points-cli-'))
  const port = await freePort()
  const rpcUrl = `http://127.0.0.1:${port}`
  const anvil = spawnAnvil(port)
  const secret = generatePrivateKey()
  const client = clientOf(rpcUrl, privateKeyToAccount(secret))
  await untilAnswers(client)
  await client.setBalance({ address: client.account.address, value: 10n ** 21n })
  const contracts = await deploy(client)
  await createKey(home, { name: 'operator', secret })
  const nowhere = { accountFactory: null, rewardBook: null, portalUrl: null, serviceUrl: null, indexerUrl: null }
  const databaseUrl = 'postgres://nobody@127.0.0.1:1/none'
  const place = { schema: 1 as const, chainId: 31337, rpcUrl, hubBlock: 0, brands: [], contractsHash, databaseUrl }
  await writeNetwork(home, { ...place, ...contracts, ...nowhere })
  const points = (...args: string[]): Promise<Answer> => runInProcess(home, args)
  return {
    home,
    rpcUrl,
    hub: contracts.hub,
    points,
    pointsAsking: (answer, ...args) => runInProcess(home, args, answer),
    json: async <answer>(...args: string[]) => parse(args, await points(...args, '--json')) as answer,
    addressOf: (key) => accountOf({ home }, key),
    mint: (key, brandId, credits) => mintAs({ home, rpcUrl, hub: contracts.hub }, key, brandId, credits),
    travel: async (seconds) => {
      await client.increaseTime({ seconds })
      await client.mine({ blocks: 1 })
    },
    nonceOf: (address) => client.getTransactionCount({ address }),
    stop: async () => {
      anvil.kill('SIGKILL')
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Imports mint through the database; here one batch is enough. */
async function mintAs(
  at: { home: string; rpcUrl: string; hub: Address },
  key: string,
  brandId: number,
  credits: Credit[],
): Promise<void> {
  const client = withAccount(await connect(at), privateKeyToAccount(await loadKey(at.home, key)))
  const { lastSequence } = await getBrand(client, { brandId })
  const batch = { brandId, sequence: lastSequence + 1n, credits, purchasesRoot: zeroHash, returnWindow: 7_776_000 }
  await sendCall(client, await mintBatch(client, batch))
}

async function runInProcess(home: string, args: string[], said?: string): Promise<Answer> {
  const answer = { code: 0, out: '', err: '' }
  const ask = async (question: string): Promise<string> => {
    answer.err += question
    return said ?? ''
  }
  const env = { ...process.env, POINTS_HOME: home }
  const out = (text: string): void => void (answer.out += text)
  const err = (text: string): void => void (answer.err += text)
  answer.code = await runPoints(args, { env, out, err, interactive: said !== undefined, ask })
  return answer
}

function parse(args: string[], { code, out, err }: Answer): unknown {
  if (code !== 0) throw new Error(`points ${args.join(' ')} ended with ${code}: ${err}`)
  return JSON.parse(out) as unknown
}

function spawnAnvil(port: number): ChildProcess {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const program = createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${process.platform}-${arch}/bin/anvil`)
  const args = ['--port', String(port), '--hardfork', 'osaka', '--quiet', '--accounts', '0', '--gas-limit', '100000000']
  return spawn(program, args, { stdio: 'ignore' })
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function clientOf(rpcUrl: string, account: PrivateKeyAccount) {
  const chain = {
    id: 31337,
    name: 'test',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  }
  return createTestClient({ account, chain, mode: 'anvil', transport: http(rpcUrl), pollingInterval: 20 })
    .extend(publicActions)
    .extend(walletActions)
}

type TestClient = ReturnType<typeof clientOf>

async function untilAnswers(client: TestClient): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const chainId = await client.getChainId().catch(() => undefined)
    if (chainId !== undefined) return
    await sleep(50)
  }
  throw new Error('anvil did not start within 10 seconds')
}

interface Artifact {
  abi: Abi
  bytecode: Hex
}

async function artifactOf(path: string): Promise<Artifact> {
  const file = fileURLToPath(new URL(`../../artifacts/${path}.json`, import.meta.url))
  return JSON.parse(await readFile(file, 'utf8')) as Artifact
}

/** The steps of `ignition/modules/openpoints.ts`, without Hardhat: seconds faster. */
async function deploy(client: TestClient): Promise<{ hub: Address; stablecoin: Address; causeRegistry: Address }> {
  const me = client.account.address
  const make = async (path: string, args: unknown[]): Promise<{ address: Address; abi: Abi }> => {
    const { abi, bytecode } = await artifactOf(path)
    const hash = await client.deployContract({ abi, bytecode, args })
    const { contractAddress } = await client.waitForTransactionReceipt({ hash })
    if (!contractAddress) throw new Error(`${path} was not deployed`)
    return { address: contractAddress, abi }
  }
  const call = async (to: { address: Address; abi: Abi }, functionName: string, args: unknown[]): Promise<void> => {
    const hash = await client.writeContract({ ...to, functionName, args })
    const { status } = await client.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`${functionName} failed`)
  }
  const stablecoin = await make('contracts/dev/DevStablecoin.sol/DevStablecoin', [])
  const manager = await make('@openzeppelin/contracts/access/manager/AccessManager.sol/AccessManager', [me])
  const registry = await make('contracts/CauseRegistry.sol/CauseRegistry', [manager.address])
  const hub = await make('contracts/ClearingHub.sol/ClearingHub', [
    manager.address,
    stablecoin.address,
    registry.address,
    864_000n,
  ])
  await call(registry, 'connect', [hub.address])
  const allow = (target: Address, signatures: string[], role: bigint): Promise<void> =>
    call(manager, 'setTargetFunctionRole', [target, signatures.map((signature) => toFunctionSelector(signature)), role])
  await allow(hub.address, ['admit(string,address)'], 1n)
  await allow(hub.address, ['pause(uint256)', 'unpause()'], 2n)
  const ofRegistry = [
    'addCause(string,string,address,bytes32)',
    'setActive(uint32,bool)',
    'proposePayout(uint32,address)',
  ]
  await allow(registry.address, [...ofRegistry, 'applyPayout(uint32)'], 1n)
  for (const role of [1n, 2n]) await call(manager, 'grantRole', [role, me, 0])
  return { hub: hub.address, stablecoin: stablecoin.address, causeRegistry: registry.address }
}

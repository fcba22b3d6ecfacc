import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Address, parseEther, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getToken } from '../../chain/actions/getToken.ts'
import { giveDevGasMoney } from '../../chain/actions/giveDevGasMoney.ts'
import { connect, type ReadClient, withAccount } from '../../chain/client.ts'
import { readNetwork, writeNetwork } from '../../chain/network.ts'
import { rpc } from '../../scripts/up/rpc.ts'
import { createKey, loadKey } from '../../service/keys/stored-keys.ts'
import { RELAY_KEY } from '../../service/relay/relay.ts'
import { type CliNetwork, freePort, startCliNetwork } from '../../test/services/cli-network.ts'
import { newBrand } from '../../test/services/import-fixture.ts'
import { type BreakableCluster, startBreakableCluster } from './database.ts'
import { FaultProxy, type ProxyParameters } from './fault-proxy.ts'
import { Replica } from './replica.ts'

export interface StageParameters {
  readonly brands: readonly string[]
  readonly replicas: number
  readonly faults: Omit<ProxyParameters, 'target'>
  /** Seconds between blocks. */
  readonly blockTime?: number
  /** Its database waits for no disk. */
  readonly throwAway?: boolean
  readonly env?: NodeJS.ProcessEnv
}

/** A network of its own with brands that sell, and replicas of the service that reach the chain through the proxy. */
export interface Stage {
  readonly network: CliNetwork
  readonly client: ReadClient
  readonly cluster: BreakableCluster
  readonly databaseUrl: string
  readonly proxy: FaultProxy
  readonly replicas: readonly Replica[]
  readonly logFile: string
  /** By brand. */
  readonly brandIds: ReadonlyMap<string, number>
  readonly tokens: ReadonlyMap<string, Address>
  readonly secrets: ReadonlyMap<string, string>
  /** Calls the node itself, past the proxy. */
  readonly node: (method: string, ...params: unknown[]) => Promise<unknown>
  readonly stop: () => Promise<void>
}

export async function openStage(parameters: StageParameters): Promise<Stage> {
  const [network, cluster] = await Promise.all([
    startCliNetwork(),
    startBreakableCluster({ throwAway: parameters.throwAway ?? false }),
  ])
  const proxy = new FaultProxy({ ...parameters.faults, target: network.rpcUrl })
  const stopNetwork = async (): Promise<void> => {
    await proxy.stop()
    await network.stop()
    await cluster.stop()
  }
  try {
    return await furnish({ parameters, network, cluster, proxy, stopNetwork })
  } catch (error) {
    await stopNetwork()
    throw error
  }
}

type Bare = {
  parameters: StageParameters
  network: CliNetwork
  cluster: BreakableCluster
  proxy: FaultProxy
  stopNetwork: () => Promise<void>
}

async function furnish({ parameters, network, cluster, proxy, stopNetwork }: Bare): Promise<Stage> {
  const node = (method: string, ...params: unknown[]) => rpc(network.rpcUrl, method, params)
  const client = await connect({ rpcUrl: network.rpcUrl, hub: network.hub })
  const databaseUrl = await cluster.create()
  await makeRelayKey(network, client)
  const brands = await makeBrands({ parameters, network, cluster, client })
  await publish(network, { databaseUrl, rpcUrl: network.rpcUrl })
  const secrets = await connectShops(network, parameters.brands)
  await publish(network, { databaseUrl, rpcUrl: await proxy.start() })
  // So that no reorganisation takes the brands themselves away.
  await node('anvil_mine', toHex(20))
  await node('evm_setAutomine', false)
  await node('evm_setIntervalMining', parameters.blockTime ?? 1)
  const logFile = join(network.home, 'logs', 'service.log')
  await mkdir(join(network.home, 'logs'), { recursive: true })
  const replicas: Replica[] = []
  for (let number = 0; number < parameters.replicas; number += 1) {
    const port = await freePort()
    const place = { home: network.home, databaseUrl, port, logFile }
    replicas.push(new Replica({ ...place, env: parameters.env ?? {} }))
  }
  const stop = async (): Promise<void> => {
    await Promise.all(replicas.map((replica) => replica.stop('SIGKILL')))
    await stopNetwork()
  }
  return { network, client, cluster, databaseUrl, proxy, replicas, logFile, ...brands, secrets, node, stop }
}

async function makeRelayKey({ home }: CliNetwork, client: ReadClient): Promise<void> {
  const { address } = await createKey(home, { name: RELAY_KEY })
  await giveDevGasMoney(client, { account: address as Address, wei: parseEther('100') })
}

async function makeBrands({
  parameters,
  network,
  cluster,
  client,
}: Pick<Bare, 'parameters' | 'network' | 'cluster'> & { client: ReadClient }): Promise<
  Pick<Stage, 'brandIds' | 'tokens'>
> {
  const operator = withAccount(client, privateKeyToAccount(await loadKey(network.home, 'operator')))
  const fixture = { network, cluster, client, operator, stop: () => Promise.resolve() }
  const brandIds = new Map<string, number>()
  const tokens = new Map<string, Address>()
  for (const code of parameters.brands) {
    const brandId = await newBrand(fixture, code)
    brandIds.set(code, brandId)
    tokens.set(code, await getToken(client, { brandId }))
  }
  return { brandIds, tokens }
}

/** Tells everybody who reads network.json where chain and database are from now on. */
async function publish({ home }: CliNetwork, place: { databaseUrl: string; rpcUrl: string }): Promise<void> {
  const known = await readNetwork(home)
  if (!known) throw new Error(`There is no network in ${home}.`)
  await writeNetwork(home, { ...known, ...place })
}

/** One shop of our own format per brand, points at once; gives the secrets. */
async function connectShops(network: CliNetwork, brands: readonly string[]): Promise<Map<string, string>> {
  const secrets = new Map<string, string>()
  for (const brand of brands) {
    await network.json('shop', 'rules', '--brand', brand, '--rate', '1', '--pending', '0s', '--return-window', '90d')
    const shop = ['--brand', brand, '--provider', 'generic', '--account', 'main', '--origin', 'http://127.0.0.1']
    const { secret } = await network.json<{ secret: string }>('shop', 'connect', ...shop)
    secrets.set(brand, secret)
  }
  return secrets
}

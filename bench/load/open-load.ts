import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { connect, type ReadClient } from '../../chain/client.ts'
import { type Network, readNetwork, writeNetwork } from '../../chain/network.ts'
import { knownDataFolder } from '../../scripts/up/postgres-place.ts'
import { type Database, openDatabase } from '../../service/database/open-database.ts'
import { ensureBrand } from '../../service/import/minter.ts'
import { addDevice } from '../../service/till/add-device.ts'
import { makeBrand } from '../network/make-brand.ts'
import { runNode } from '../process/run-measured.ts'
import { startNetwork } from '../process/start-network.ts'
import { startLightChain } from './light-chain.ts'
import { LOAD_SHOP } from './people.ts'

/** A till may ask 600 times a minute. */
const DEVICES = 40

/** What is kept beside the network, so that a folder can be measured again. */
export interface LoadState {
  readonly code: string
  readonly brandId: number
  readonly shop: number
  readonly secret: string
  readonly devices: readonly string[]
  /** How many people the books have; of a fill that was cut off nobody knows. */
  people: number
  filling: boolean
}

export interface LoadStage {
  readonly home: string
  readonly network: Network & { serviceUrl: string }
  readonly client: ReadClient
  readonly database: Database
  readonly state: LoadState
  readonly pids: { readonly service: number; readonly database: number; readonly chain: number }
  readonly points: (...args: string[]) => Promise<string>
  readonly save: () => Promise<void>
  readonly stop: () => Promise<void>
}

const ARGS = ['--no-sample', '--no-portal', '--no-indexer']

/** Starts a network in a data folder, new or used before: chain with a block a second, database, service. */
export async function openLoad(home: string): Promise<LoadStage> {
  await mkdir(dirname(home), { recursive: true })
  if ((await readNetwork(home)) === undefined) await (await startNetwork(home, { args: ARGS })).stop()
  const chain = await startLightChain(home)
  try {
    const started = await startNetwork(home, { args: ARGS, env: { RPC_URL: chain.url } })
    const stop = async (): Promise<void> => {
      await started.stop()
      await chain.stop()
    }
    return await stageOf(home, chain.pid, stop).catch(async (error: unknown) => {
      await started.stop()
      throw error
    })
  } catch (error) {
    await chain.stop()
    throw error
  }
}

async function stageOf(home: string, chainPid: number, stopNetwork: () => Promise<void>): Promise<LoadStage> {
  const network = await readNetwork(home)
  if (!network?.serviceUrl) throw new Error('The network wrote no network.json.')
  // Without the address of a portal no payment can be asked for; nobody opens it here.
  await writeNetwork(home, { ...network, portalUrl: 'http://127.0.0.1:1' })
  const points = (...args: string[]) => pointsIn(home, args)
  const client = await connect(network)
  const database = await openDatabase(network.databaseUrl)
  const state = await openState({ home, network, client, database, points })
  const stop = async (): Promise<void> => {
    await database.end({ timeout: 5 })
    await stopNetwork()
  }
  const save = () => writeFile(stateFile(home), JSON.stringify(state))
  const served = { ...network, serviceUrl: network.serviceUrl }
  const pids = { ...(await pidsOf(home)), chain: chainPid }
  return { home, network: served, client, database, state, pids, points, save, stop }
}

const stateFile = (home: string): string => join(home, 'load.json')

type Bare = Pick<LoadStage, 'home' | 'client' | 'database' | 'points'> & { network: Network }

async function openState(bare: Bare): Promise<LoadState> {
  const file = stateFile(bare.home)
  if (!existsSync(file)) return await makeState(bare)
  const state = JSON.parse(await readFile(file, 'utf8')) as LoadState
  if (state.filling) throw new Error(`A fill of ${bare.home} was cut off. Delete the folder and fill another one.`)
  return state
}

/** A brand with a shop that tells orders, points at once, and tills. */
async function makeState({ home, network, client, database, points }: Bare): Promise<LoadState> {
  const { code, brandId } = await makeBrand({ home, network, points }, 'load-brand')
  await ensureBrand(database, client, { brandId, code })
  await points('shop', 'rules', '--brand', code, '--rate', '1', '--pending', '0s', '--return-window', '90d')
  const { provider, shop: account } = LOAD_SHOP
  const named = ['--brand', code, '--provider', provider, '--account', account, '--origin', 'http://127.0.0.1']
  const { secret } = JSON.parse(await points('shop', 'connect', ...named, '--json')) as { secret: string }
  const [shop] = await database`select number from shops where brand_id = ${brandId} and provider = ${provider}`
  const devices: string[] = []
  for (let n = 1; n <= DEVICES; n++) {
    const { key } = await addDevice(database, { brandId, name: `till-${n}`, location: 'load', mode: 'live' })
    devices.push(key)
  }
  const state = { code, brandId, shop: shop?.['number'] as number, secret, devices, people: 0, filling: false }
  await writeFile(stateFile(home), JSON.stringify(state), { mode: 0o600 })
  return state
}

async function pidsOf(home: string): Promise<Omit<LoadStage['pids'], 'chain'>> {
  const pidIn = async (...path: string[]): Promise<number> =>
    (JSON.parse(await readFile(join(home, ...path), 'utf8')) as { pid: number }).pid
  const postmaster = await readFile(join(await knownDataFolder(home), 'postmaster.pid'), 'utf8')
  return {
    service: await pidIn('service.json'),
    database: Number(postmaster.split('\n')[0]),
  }
}

async function pointsIn(home: string, args: readonly string[]): Promise<string> {
  const { code, out, err } = await runNode(['scripts/points.ts', ...args], { POINTS_HOME: home })
  if (code !== 0) throw new Error(`points ${args.join(' ')} ended with ${code}: ${err.trim() || out.trim()}`)
  return out
}

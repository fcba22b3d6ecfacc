import { setTimeout as sleep } from 'node:timers/promises'
import { contractsHash } from '../../chain/generated/abis.ts'
import { type Network, readNetwork, writeNetwork } from '../../chain/network.ts'
import { endLostNode } from './anvil.ts'
import { type ChainPart, chainPart } from './chain-part.ts'
import { claimLink } from './claim-link.ts'
import { beginFirstStart, emptyDataFolder, endFirstStart, firstStartWasCutOff, openDataFolder } from './data-folder.ts'
import { databasePart } from './database-part.ts'
import { type UpEnv, readEnv } from './env.ts'
import { firstSale } from './first-sale.ts'
import { brandsOf, firstStart } from './first-start.ts'
import { foreignNetwork } from './foreign-network.ts'
import { lockHome } from './home-lock.ts'
import { indexerPart } from './indexer-part.ts'
import { endLostIndexer } from './indexer.ts'
import type { Part } from './part.ts'
import { endLostServer } from './postgres.ts'
import { endLostPortal } from './portal.ts'
import { portalPart } from './portal-part.ts'
import { type Ports, choosePorts } from './ports.ts'
import { Refusal } from './refusal.ts'
import { rpc } from './rpc.ts'
import { Say } from './say.ts'
import { endLostService } from './service.ts'
import { servicePart } from './service-part.ts'
import { type Screen, StatusTable } from './status-table.ts'
import { Supervisor } from './supervisor.ts'

export interface UpOptions {
  env: NodeJS.ProcessEnv
  screen: Screen
  /** Delete what is in the data folder first. */
  reset: boolean
  /** Fill a new local network with the sample's brands, members and history. */
  sample: boolean
  /** Run the portal too. */
  portal: boolean
  /** Run the indexer too, which the portal reads. */
  indexer: boolean
  /** Settles when it is time to stop. */
  stopped: Promise<void>
}

const LOOK_EVERY_MS = 2_000

const FOOTER = `  In another terminal: npx points status · npx points audit · npx points --help
  Ctrl-C stops everything and keeps it for the next start.

ready`

/** The sample's member whose points wait to be claimed, see `scripts/sample/members.ts`. */
const CLAIMANT = 'mira'

/** Runs a whole network until it is told to stop; gives the exit code. */
export async function up(options: UpOptions): Promise<number> {
  process.umask(0o077)
  const env = readEnv(options.env)
  await openDataFolder(env.POINTS_HOME)
  const unlock = await lockHome(env.POINTS_HOME)
  const run = new Run(env, options)
  try {
    return await run.untilStopped()
  } finally {
    await unlock()
  }
}

class Run {
  readonly #env: UpEnv
  readonly #options: UpOptions
  readonly #say: Say
  readonly #table: StatusTable
  readonly #supervisor: Supervisor
  readonly #end = new AbortController()
  #ready = false
  #links = ''

  constructor(env: UpEnv, options: UpOptions) {
    this.#env = env
    this.#options = options
    this.#say = new Say(options.screen)
    this.#table = new StatusTable(options.screen)
    this.#supervisor = new Supervisor({ tell: (sentence) => this.#tell(sentence), onChange: () => this.#draw() })
  }

  async untilStopped(): Promise<number> {
    const stopped = this.#options.stopped.then(() => 'stopped' as const)
    try {
      const end = await Promise.race([stopped, this.#start().then(() => this.#watch()), this.#supervisor.gaveUp])
      if (end !== 'stopped') throw new Refusal(end)
      return 0
    } finally {
      this.#end.abort()
      await this.#stop()
    }
  }

  async #start(): Promise<void> {
    const home = this.#env.POINTS_HOME
    this.#say.line(`\n  openpoints · ${home}\n`)
    await endLostIndexer(home)
    await endLostNode(home)
    await endLostPortal(home)
    await endLostService(home)
    await endLostServer(home)
    if (this.#options.reset) {
      this.#say.line('  Deleting everything in the data folder: chain, database, keys.')
      await emptyDataFolder(home)
    }
    if (firstStartWasCutOff(home)) {
      this.#say.line('  The first start was cut off before it was done; beginning it anew.')
      await emptyDataFolder(home)
    }
    const known = await readNetwork(home)
    if (known) refuseOtherContracts(known, home)
    const ports = await choosePorts(this.#env, (sentence) => this.#say.line(sentence))
    const founded = await this.#startParts(known, ports)
    const named = { ...founded, brands: await brandsOf(founded) }
    await writeNetwork(home, named)
    const network = await this.#startServices(named, ports)
    await writeNetwork(home, network)
    this.#supervisor.add(contractsPart(network))
    this.#links = await linksOf(home, network)
    this.#ready = true
    await this.#supervisor.look()
  }

  async #startParts(known: Network | undefined, ports: Ports): Promise<Network> {
    const { POINTS_HOME: home, RPC_URL: rpcUrl, DATABASE_URL: databaseUrl } = this.#env
    const isNew = known === undefined
    if (isNew) await beginFirstStart(home)
    const database = await this.#part('database', () => databasePart({ home, port: ports.postgres, databaseUrl }))
    if (isNew && rpcUrl === undefined) {
      const { sample } = this.#options
      await firstStart({ home, chainPort: ports.chain, databaseUrl: database.url, sample, say: this.#say })
    }
    const chain = await this.#part('chain', () => chainPart({ home, port: ports.chain, rpcUrl }))
    const network = (await readNetwork(home)) ?? (await this.#joinChain(chain, database.url))
    await endFirstStart(home)
    await refuseOtherChain(network, chain, home)
    return { ...network, rpcUrl: chain.url, databaseUrl: database.url }
  }

  /** What works with the network once network.json names it; each is told where those before it are. */
  async #startServices(network: Network, ports: Ports): Promise<Network> {
    const home = this.#env.POINTS_HOME
    // It takes longest to start, and nobody has to wait for it before the end.
    const indexing = this.#options.indexer ? indexerPart({ home, port: ports.indexer, network }) : undefined
    indexing?.catch(() => undefined)
    try {
      const service = await this.#part('service', () => servicePart({ home, port: ports.service, network }))
      const indexerUrl = indexing ? `http://127.0.0.1:${ports.indexer}` : null
      const served = { ...network, serviceUrl: service.url, indexerUrl }
      await writeNetwork(home, served)
      const portal = this.#options.portal ? await this.#portal(ports.portal) : undefined
      if (indexing) await this.#part('indexer', () => indexing)
      return { ...served, portalUrl: portal?.url ?? null }
    } catch (error) {
      await endLostIndexer(home)
      throw error
    }
  }

  async #portal(port: number): Promise<Part & { url: string }> {
    const { POINTS_HOME: home, PORTAL_ORIGIN: origin } = this.#env
    const onBuild = (): void =>
      this.#say.line('  The portal is built from its sources first; the next start has it at hand.')
    return await this.#part('portal', () => portalPart({ home, port, origin, onBuild }))
  }

  async #joinChain({ url, chainId }: ChainPart, databaseUrl: string): Promise<Network> {
    return await this.#say.step('contracts', async () => {
      const network = await foreignNetwork({ env: this.#env, chainId, rpcUrl: url, databaseUrl })
      return [network, `hub ${network.hub}`]
    })
  }

  async #part<Kind extends Part>(name: string, start: () => Promise<Kind>): Promise<Kind> {
    const part = await this.#say.step(name, async () => {
      const started = await start()
      return [started, started.where]
    })
    this.#supervisor.add(part)
    return part
  }

  /** Looks after everything until the end. */
  async #watch(): Promise<'stopped'> {
    const { signal } = this.#end
    while (!signal.aborted) {
      await this.#supervisor.look()
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined)
    }
    return 'stopped'
  }

  async #stop(): Promise<void> {
    this.#table.release()
    if (this.#supervisor.rows().length === 0) return
    this.#say.line('\n  Stopping …')
    await this.#supervisor.stop()
    if (this.#ready) this.#say.line('  Stopped. All balances are kept; the next start goes on from here.')
  }

  #tell(sentence: string): void {
    this.#table.tell(sentence)
  }

  #draw(): void {
    if (this.#ready && !this.#end.signal.aborted) this.#table.draw(this.#supervisor.rows(), this.#links + FOOTER)
  }
}

/** Where a person begins: the portal, what the sample's member can claim there, and how something is sold. */
async function linksOf(home: string, network: Network): Promise<string> {
  const { portalUrl } = network
  const link = await claimLink({ home, network, externalId: CLAIMANT })
  const sale = await firstSale(network)
  const lines = [
    ...(portalUrl === null ? [] : [`Portal: ${portalUrl}`]),
    ...(link === undefined ? [] : [`Claim as Mira, a customer: ${link}`]),
    ...(sale === undefined ? [] : [`Sell something, and see it mint: ${sale}`]),
  ]
  return lines.length === 0 ? '' : `${lines.map((line) => `  ${line}\n`).join('')}\n`
}

function contractsPart({ hub, rpcUrl }: Network): Part {
  const check = async (): Promise<string> => {
    const code = (await rpc(rpcUrl, 'eth_getCode', [hub, 'latest'])) as string
    if (code === '0x') throw new Error('no code there')
    return ''
  }
  return { what: 'contracts', where: `hub ${hub}`, check }
}

function refuseOtherContracts(network: Network, home: string): void {
  if (network.contractsHash === contractsHash) return
  throw new Refusal(
    `The network in ${home} was made with other contracts than this build has, and contracts cannot be exchanged. ` +
      'Use the build that made it, another POINTS_HOME, or start over with: npm start -- --reset',
  )
}

async function refuseOtherChain(network: Network, chain: ChainPart, home: string): Promise<void> {
  if (network.chainId !== chain.chainId) {
    throw new Refusal(
      `The network in ${home} is on chain ${network.chainId}, but ${chain.url} is chain ${chain.chainId}. ` +
        'Set RPC_URL to its chain, or POINTS_HOME to another folder.',
    )
  }
  const code = (await rpc(chain.url, 'eth_getCode', [network.hub, 'latest'])) as string
  if (code === '0x') {
    throw new Refusal(
      `The chain at ${chain.url} does not know the hub ${network.hub} of the network in ${home}. ` +
        'Restore its chain folder, or start over with: npm start -- --reset',
    )
  }
}

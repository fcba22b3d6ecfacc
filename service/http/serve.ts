import { type ServerType, serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { connect } from '../../chain/client.ts'
import { type Network, readNetwork } from '../../chain/network.ts'
import { openDatabase } from '../database/open-database.ts'
import { ShopDirectory } from '../intake/shop-directory.ts'
import { openCheckedVault } from '../keys/key-check.ts'
import { loadKey } from '../keys/stored-keys.ts'
import { openPeopleDesk } from '../people/people-desk.ts'
import { PeopleWorker } from '../people/people-worker.ts'
import { GasMoney } from '../relay/gas-money.ts'
import { Quotas } from '../relay/quotas.ts'
import { RelayWorker } from '../relay/relay-worker.ts'
import { readRules } from '../relay/relay-rules.ts'
import { RELAY_KEY, type Relay, makeRelay } from '../relay/relay.ts'
import { runShopWorkers } from '../shop-worker/run-shop-workers.ts'
import { sentenceOf } from '../shop-worker/sentence-of.ts'
import { startWorkersThread } from '../shop-worker/start-workers-thread.ts'
import { openTillDesk } from '../till/open-till-desk.ts'
import { PaymentWatch } from '../till/payment-watch.ts'
import type { TillDesk } from '../till/till-desk.ts'
import { WebhookSender } from '../webhooks-out/webhook-sender.ts'
import { Changes } from './changes.ts'
import { LOOPBACK } from './client-address.ts'
import { onceChainAnswers } from './once-chain-answers.ts'
import { portalToken } from './portal-token.ts'
import type { Log } from './request-log.ts'
import { serviceApp } from './service-app.ts'

export type ServeOptions = {
  home: string
  network: Pick<Network, 'rpcUrl' | 'hub' | 'chainId' | 'databaseUrl' | 'accountFactory'> &
    Partial<Pick<Network, 'hubBlock'>>
  env: NodeJS.ProcessEnv
  port: number
  host?: string
  log: Log
  /** Ends the wait for a chain that does not answer yet. */
  stopped?: AbortSignal
  checkpoint?: Relay['checkpoint']
  /** Books and mints in a thread of its own; without it here, where checkpoints can stop it. */
  threaded?: boolean
}

export type Service = { url: string; relay: Relay; worker: RelayWorker; stop: () => Promise<void> }

const DEV_CHAIN_ID = 31_337
const CONNECTIONS = 12

/** Starts one replica of the service: its HTTP side, and the worker that submits where it wins the election. */
export async function serveNetwork(options: ServeOptions): Promise<Service> {
  const { home, network, env, log } = options
  const secret = await loadKey(home, RELAY_KEY)
  const onTrouble = (error: unknown): void => log('trouble', { error: sentenceOf(error) })
  const waiting = { onTrouble, stopped: options.stopped }
  const client = await onceChainAnswers(() => connect(network), waiting)
  if (client.chain.id !== network.chainId) {
    throw new Error(`${network.rpcUrl} is chain ${client.chain.id}, but the network is on chain ${network.chainId}.`)
  }
  const database = await openDatabase(network.databaseUrl, { connections: CONNECTIONS })
  const dev = network.chainId === DEV_CHAIN_ID
  const rules = readRules(env, { dev })
  const { accountFactory } = network
  const parts = { database, client, rules, secret, accountFactory, checkpoint: options.checkpoint }
  const relay = await onceChainAnswers(() => makeRelay(parts), waiting)
  const changes = new Changes()
  await changes.start(database)
  const worker = new RelayWorker({ relay, onTrouble })
  changes.watchAll(() => worker.poke())
  worker.start()
  const sender = new WebhookSender({ database, home, dev, onTrouble })
  sender.start()
  const end = new AbortController()
  const trustedProxies = new Set([...LOOPBACK, ...(env['SERVICE_TRUSTED_PROXIES'] ?? '').split(',').filter(Boolean)])
  const directory = new ShopDirectory({ database, home, onTrouble })
  const { checkpoint } = options
  const vault = await openCheckedVault(database, home)
  const onShopTrouble = (brand: string, error: string): void => log('trouble', { brand, error })
  const shopWorkers = options.threaded
    ? startWorkersThread({ home, network, env }, ({ brand, error }) => onShopTrouble(brand, error))
    : await runShopWorkers({
        ...{ home, env, client, vault, checkpoint, databaseUrl: network.databaseUrl, hubBlock: hubBlockOf(network) },
        onTrouble: (error, brand) => onShopTrouble(brand, sentenceOf(error)),
      })
  const quotas = new Quotas(database, rules)
  const gasMoney = new GasMoney(relay)
  const tills = await startTills({ home, vault, changes, onTrouble, relay: { relay, quotas, gasMoney } })
  const tools = { ...(await openPeopleDesk({ database, home, vault, masters: tills.desk.masters })), client }
  const people = new PeopleWorker({ tools, onTrouble })
  people.start()
  const app = serviceApp({
    intake: { database, vault, directory, checkpoint },
    ...{ relay, changes, trustedProxies, log, stopped: end.signal },
    ...{ till: tills.desk, quotas, gasMoney },
    books: {
      home,
      portalToken: await portalToken(home, env),
      hubBlock: hubBlockOf(network),
      serviceUrl: originOf(home, env),
    },
    leading: () => worker.leading,
  })
  const { server, url } = await listen(app.fetch, options)
  log('listening', { url, relayer: relay.account.address })
  const stop = async (): Promise<void> => {
    end.abort()
    await closed(server)
    await worker.stop()
    await tills.stop()
    await people.stop()
    await sender.stop()
    await shopWorkers.stop()
    await changes.stop()
    await database.end({ timeout: 5 })
  }
  return { url, relay, worker, stop }
}

const hubBlockOf = ({ hubBlock }: ServeOptions['network']): bigint | undefined =>
  hubBlock === undefined ? undefined : BigInt(hubBlock)

/** As told from outside, else as it was started. */
const originOf = (home: string, env: NodeJS.ProcessEnv) => async (): Promise<string | undefined> =>
  env['SERVICE_ORIGIN'] || ((await readNetwork(home))?.serviceUrl ?? undefined)

type Serving = Omit<Parameters<typeof openTillDesk>[0], 'database'> & { changes: Changes }

/** What serves tills, and follows the payments they ask for. */
async function startTills({ changes, ...options }: Serving): Promise<{ desk: TillDesk; stop: () => Promise<void> }> {
  const { database, client } = options.relay.relay
  const desk = await openTillDesk({ ...options, database })
  const payments = new PaymentWatch({ database, client, now: desk.now, onTrouble: options.onTrouble })
  changes.watchAll(() => payments.poke())
  payments.start()
  return { desk, stop: () => payments.stop() }
}

type Listening = { server: ServerType; url: string }

/** Longer than proxies keep a connection that nobody uses (most: 60 s): never they send into one that just ends here. */
const KEPT_ALIVE_MS = 65_000

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { port, host = '127.0.0.1' }: Pick<ServeOptions, 'port' | 'host'>,
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const serverOptions = { keepAliveTimeout: KEPT_ALIVE_MS }
    const server = serve({ fetch, port, hostname: host, serverOptions }, ({ port: taken }: AddressInfo) => {
      resolve({ server, url: `http://${host}:${taken}` })
    })
    server.once('error', reject)
  })
}

/** Lets answers under way finish for a while, then cuts them off. */
async function closed(server: ServerType): Promise<void> {
  const timer = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 3_000)
  await new Promise<void>((resolve) => server.close(() => resolve()))
  clearTimeout(timer)
}

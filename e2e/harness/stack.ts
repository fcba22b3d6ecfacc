import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ReadClient, connect } from '../../chain/client.ts'
import { type Network, readNetwork } from '../../chain/network.ts'
import { quickFolder } from '../../test/services/quick-folder.ts'
import { startUp } from '../../test/services/up-harness.ts'

/** A whole network with the sample's history, and the portal before it. */
export interface Stack {
  home: string
  network: Network
  client: ReadClient
  portal: string
  indexer: string
  service: string
  stop: () => Promise<void>
}

/** The first start of fresh sources builds the portal, reads 400 days of chain and makes the sample. */
const PATIENCE_MS = 600_000

let running: Promise<Stack> | undefined

/**
 * The network that all tests of a run share; started by the first that asks. `E2E_HOME` names the data folder of one that
 * runs already (with PORTAL_PROXIES=1), so that a test can be tried again and again without waiting for a start.
 */
export function stack(): Promise<Stack> {
  const home = process.env.E2E_HOME
  running ??= home === undefined ? startStack() : attach(home, async () => undefined)
  return running
}

export async function stopStack(): Promise<void> {
  const started = await running?.catch(() => undefined)
  await started?.stop()
}

async function startStack(): Promise<Stack> {
  const folder = await quickFolder('openpoints-e2e-')
  const home = join(folder, 'home')
  const up = startUp({ home, args: [], env: { ...ports(), PORTAL_PROXIES: '1' } })
  const stop = async (): Promise<void> => {
    await up.kill('SIGTERM')
    await rm(folder, { recursive: true, force: true })
  }
  let over = false
  void up.ended.then(() => (over = true))
  for (const until = Date.now() + PATIENCE_MS; !up.output().includes('\nready'); await sleep(100)) {
    if (!over && Date.now() < until) continue
    await stop()
    throw new Error(`The network ${over ? 'ended' : 'was not ready'}; it printed:\n${up.output()}`)
  }
  return await attach(home, stop)
}

/** Far from those of a network that a person runs here; whatever is taken gets another one. */
function ports(): Record<string, string> {
  const first = 20_000 + (process.pid % 1_000) * 5
  const names = ['CHAIN_PORT', 'POSTGRES_PORT', 'SERVICE_PORT', 'INDEXER_PORT', 'PORTAL_PORT']
  return Object.fromEntries(names.map((name, index) => [name, String(first + index)]))
}

async function attach(home: string, stop: () => Promise<void>): Promise<Stack> {
  const network = await readNetwork(home)
  if (!network) throw new Error(`There is no network in ${home}.`)
  const { portalUrl: portal, indexerUrl: indexer, serviceUrl: service } = network
  if (portal === null || indexer === null || service === null) {
    throw new Error(`The network in ${dirname(home)} runs without portal, indexer or service.`)
  }
  const client = await connect({ rpcUrl: network.rpcUrl, hub: network.hub })
  return { home, network, client, portal, indexer, service, stop }
}

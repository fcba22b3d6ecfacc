/** What a thread of its own runs: see start-workers-thread.ts. */
import { constants, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { connect } from '../../chain/client.ts'
import { openVault } from '../keys/data-vault.ts'
import { runShopWorkers } from './run-shop-workers.ts'
import { STOP, type ThreadData, type ThreadTrouble } from './start-workers-thread.ts'
import { sentenceOf } from './sentence-of.ts'

const port = parentPort
if (!port) throw new Error('This runs in a thread of the service alone.')
const { home, network, env } = workerData as ThreadData
// Where the machine is short of cores, requests go first. Linux alone takes a thread at its word; elsewhere it would be the process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
const workers = await runShopWorkers({
  ...{ home, env, databaseUrl: network.databaseUrl },
  hubBlock: network.hubBlock === undefined ? undefined : BigInt(network.hubBlock),
  client: await connect(network),
  vault: await openVault(home),
  onTrouble: (error, brand) => port.postMessage({ brand, error: sentenceOf(error) } satisfies ThreadTrouble),
})
port.on('message', (message) => {
  if (message === STOP) void workers.stop().finally(() => port.close())
})

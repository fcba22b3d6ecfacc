/** What a thread of its own runs: see start-workers-thread.ts. */
import { readlinkSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { basename } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { connect } from '../../chain/client.ts'
import { runShopWorkers } from './run-shop-workers.ts'
import { STOP, type ThreadData, type ThreadTrouble } from './start-workers-thread.ts'
import { sentenceOf } from './sentence-of.ts'

const port = parentPort
if (!port) throw new Error('This runs in a thread of the service alone.')
letRequestsPass()
const { home, network, env } = workerData as ThreadData
const workers = await runShopWorkers({
  ...{ home, env, databaseUrl: network.databaseUrl },
  hubBlock: network.hubBlock === undefined ? undefined : BigInt(network.hubBlock),
  client: await connect(network),
  givesWay: true,
  onTrouble: (error, brand) => port.postMessage({ brand, error: sentenceOf(error) } satisfies ThreadTrouble),
})
/** Where cores are short, answering comes before booking: on Linux a thread has a priority of its own. */
function letRequestsPass(): void {
  if (process.platform !== 'linux') return
  const thread = Number(basename(readlinkSync('/proc/thread-self')))
  setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL)
}

port.on('message', (message) => {
  if (message === STOP) void workers.stop().finally(() => port.close())
})

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Network } from '../../chain/network.ts'
import { type Child, startChild } from './child.ts'
import { endLostProcess, rememberProcess } from './lost-process.ts'
import { Refusal } from './refusal.ts'
import { rpc } from './rpc.ts'

const PROGRAM = join(import.meta.dirname, '..', '..', 'indexer', 'run.ts')

export type IndexedNetwork = Pick<
  Network,
  'chainId' | 'rpcUrl' | 'hub' | 'hubBlock' | 'causeRegistry' | 'accountFactory' | 'databaseUrl'
>

export interface IndexerParameters {
  home: string
  port: number
  network: IndexedNetwork
}

const folder = (home: string): string => join(home, 'indexer')
const processFile = (home: string): string => join(folder(home), 'process.json')

/** Starts the indexer and waits until it has read the whole chain and answers. */
export async function startIndexer({ home, port, network }: IndexerParameters): Promise<Child> {
  // What Ponder writes beside itself goes into the data folder: it is started there.
  await mkdir(folder(home), { recursive: true })
  await mkdir(join(home, 'logs'), { recursive: true })
  const logFile = join(home, 'logs', 'indexer.log')
  const env = environmentOf(port, network)
  const child = await startChild({ command: process.execPath, args: [PROGRAM], logFile, cwd: folder(home), env })
  await rememberProcess(processFile(home), { pid: child.pid })
  await untilReady(child, { url: `http://127.0.0.1:${port}`, rpcUrl: network.rpcUrl, logFile })
  return child
}

function environmentOf(port: number, network: IndexedNetwork): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, POLL_MS } = process.env
  return {
    ...{ PATH, HOME, TMPDIR, POLL_MS },
    RPC_URL: network.rpcUrl,
    DATABASE_URL: network.databaseUrl,
    CHAIN_ID: String(network.chainId),
    HUB: network.hub,
    HUB_BLOCK: String(network.hubBlock),
    CAUSE_REGISTRY: network.causeRegistry,
    ACCOUNT_FACTORY: network.accountFactory ?? '',
    INDEXER_PORT: String(port),
  }
}

/** One left over from a supervisor that was killed would hold port and database: it ends first. */
export const endLostIndexer = (home: string): Promise<void> => endLostProcess(processFile(home), PROGRAM)

interface Start {
  url: string
  rpcUrl: string
  logFile: string
}

async function untilReady(child: Child, { url, rpcUrl, logFile }: Start): Promise<void> {
  let end: string | undefined
  void child.ended.then((how) => (end = how))
  // Reading a long chain for the first time takes its time; while the process lives, it is at it.
  while (end === undefined) {
    if (await hasCaughtUp(url, rpcUrl).catch(() => false)) return
    await sleep(100)
  }
  throw new Refusal(`The indexer ${end} while starting; ${logFile} says why.`)
}

/** Ponder calls itself ready when it has read what is final; the last blocks follow. */
async function hasCaughtUp(url: string, rpcUrl: string): Promise<boolean> {
  if (!(await fetch(`${url}/ready`)).ok) return false
  const head = Number((await rpc(rpcUrl, 'eth_blockNumber')) as string)
  return (await readBlock(url)) >= head - 1
}

/** The last block read, or -1. */
export async function readBlock(url: string): Promise<number> {
  const answer = await fetch(`${url}/status`, { signal: AbortSignal.timeout(5_000) })
  if (!answer.ok) throw new Error(`it answers ${answer.status}`)
  const { network } = (await answer.json()) as { network?: { block: { number: number } } }
  return network?.block.number ?? -1
}

import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Network, readNetwork } from '../../chain/network.ts'
import { knownDataFolder } from '../../scripts/up/postgres-place.ts'
import { quickFolder } from './quick-folder.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** A `points up` that was started as a person would start it. */
export interface Started {
  pid: number
  output: () => string
  /** Waits until the text was printed. Fails when the program ends first. */
  prints: (text: string) => Promise<void>
  ended: Promise<number>
  kill: (signal: NodeJS.Signals) => Promise<number>
}

export const newHome = async (): Promise<string> => join(await quickFolder('points up '), 'a home')

export interface StartParameters {
  home: string
  /** Another checkout than the one of these tests. */
  checkout?: string
  args?: readonly string[]
  env?: Record<string, string>
}

/** Ports of this run of the tests, far from those of a network or of another run, and below those a machine lends by itself. */
export const chainPort = 25_100 + (process.pid % 1_900) * 4
export const postgresPort = chainPort + 2

/** Starts it as a person would. */
export function startUp({
  home,
  checkout = root,
  args = ['--no-sample', '--no-portal', '--no-indexer'],
  env = {},
}: StartParameters): Started {
  const child = spawn(process.execPath, [join(checkout, 'scripts', 'points.ts'), 'up', ...args], {
    cwd: checkout,
    env: {
      ...process.env,
      POINTS_HOME: home,
      CHAIN_PORT: String(chainPort),
      POSTGRES_PORT: String(postgresPort),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()))
  const ended = new Promise<number>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGKILL' ? 137 : 1)))
  })
  let over = false
  void ended.then(() => (over = true))
  const prints = async (text: string): Promise<void> => {
    for (let waited = 0; waited < 900; waited += 1) {
      if (output.includes(text)) return
      if (over) throw new Error(`points up ended before it printed "${text}":\n${output}`)
      await sleep(100)
    }
    throw new Error(`points up did not print "${text}" within 90 s:\n${output}`)
  }
  const kill = async (signal: NodeJS.Signals): Promise<number> => {
    child.kill(signal)
    return await ended
  }
  return { pid: child.pid ?? 0, output: () => output, prints, ended, kill }
}

export async function networkOf(home: string): Promise<Network> {
  const network = await readNetwork(home)
  if (!network) throw new Error(`There is no network.json in ${home}`)
  return network
}

/** Process ids of the chain and of the database of a data folder. */
export async function childrenOf(home: string): Promise<{ chain: number; database: number }> {
  const chain = JSON.parse(await readFile(join(home, 'chain', 'process.json'), 'utf8')) as { pid: number }
  const postmaster = await readFile(join(await knownDataFolder(home), 'postmaster.pid'), 'utf8')
  return { chain: chain.pid, database: Number(postmaster.split('\n')[0]) }
}

export async function occupy(port: number): Promise<Server> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}

/** Tries until it works; fails with the last error after 30 s. */
export async function eventually<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries === 300) throw error
    }
    await sleep(100)
  }
}

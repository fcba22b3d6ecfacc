import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Network, readNetwork } from '../../chain/network.ts'
import { runNode } from '../process/run-measured.ts'
import { startNetwork } from '../process/start-network.ts'

/** A whole network of its own: a chain with a block a second, the contracts, a database. */
export interface ThrowAway {
  readonly home: string
  readonly network: Network
  /** Runs a command of `points` on it; throws unless it ends with 0. */
  points(...args: string[]): Promise<string>
}

/** Starts an empty network, works with it, and leaves nothing behind. */
export async function withThrowAway<result>(work: (throwAway: ThrowAway) => Promise<result>): Promise<result> {
  const folder = await mkdtemp(join(tmpdir(), 'openpoints-bench-'))
  const home = join(folder, 'home')
  const { stop } = await startNetwork(home, { args: ['--no-sample', '--no-portal', '--no-indexer'] })
  try {
    const network = await readNetwork(home)
    if (network === undefined) throw new Error('The network wrote no network.json.')

    return await work({ home, network, points: (...args) => points(home, args) })
  } finally {
    await stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function points(home: string, args: readonly string[]): Promise<string> {
  const { code, out, err } = await runNode(['scripts/points.ts', ...args], { POINTS_HOME: home })
  if (code !== 0) throw new Error(`points ${args.join(' ')} ended with ${code}: ${err.trim() || out.trim()}`)

  return out
}

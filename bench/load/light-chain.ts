import { join } from 'node:path'
import { argumentsOf, anvilProgram, stateFile } from '../../scripts/up/anvil.ts'
import { ChainState } from '../../scripts/up/chain-state.ts'
import { type Child, startChild } from '../../scripts/up/child.ts'
import { freePort } from '../../scripts/up/free-port.ts'
import { rpc } from '../../scripts/up/rpc.ts'
import { untilAnswers } from '../../scripts/up/until-answers.ts'

/** Where a free port is looked for. */
const BASE_PORT = 8_610

interface Node {
  readonly url: string
  readonly child: Child
}

export interface LightChain {
  readonly url: string
  readonly pid: number
  /** Ends it; the data folder has its state then. */
  readonly stop: () => Promise<void>
}

/**
 * The chain of a data folder as a node that stands on another one, which holds the folder's state and stands still. The local node
 * takes a root over its whole state with every block, and with a hundred thousand members' points that is a good part of a core:
 * what a chain does on machines of its own. A node that stands on another one leaves it out, and all else is as before.
 */
export async function startLightChain(home: string): Promise<LightChain> {
  const base = await startNode(home, 'base', BASE_PORT, ['--no-mining', '--load-state', stateFile(home)])
  const onBase = ['--block-time', '1', '--fork-url', base.url]
  const light = await startNode(home, 'light', BASE_PORT + 1, onBase).catch(async (error: unknown) => {
    await base.child.stop('SIGTERM', 5_000)
    throw error
  })
  const stop = async (): Promise<void> => {
    const changed = await rpc(light.url, 'anvil_dumpState')
    await light.child.stop('SIGTERM', 5_000)
    await rpc(base.url, 'anvil_loadState', [changed])
    await new ChainState(base.url, stateFile(home)).save()
    await base.child.stop('SIGTERM', 5_000)
  }
  return { url: light.url, pid: light.child.pid, stop }
}

async function startNode(home: string, name: string, wanted: number, args: readonly string[]): Promise<Node> {
  const port = await freePort(wanted)
  const url = `http://127.0.0.1:${port}`
  const logFile = join(home, 'logs', `chain-${name}.log`)
  const child = await startChild({ command: anvilProgram(), args: [...argumentsOf(port), ...args], logFile })
  const answers = async (): Promise<boolean> => Boolean(await rpc(url, 'eth_chainId'))
  await untilAnswers(child, { what: `The chain (${name})`, logFile, seconds: 60, answers })
  return { url, child }
}

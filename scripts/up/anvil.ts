import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
import { ChainState } from './chain-state.ts'
import { endLostProcess, rememberProcess } from './lost-process.ts'
import { Refusal } from './refusal.ts'
import { rpc } from './rpc.ts'
import { untilAnswers } from './until-answers.ts'

export const LOCAL_CHAIN_ID = 31337

const DAY = 86_400

export interface AnvilParameters {
  home: string
  port: number
  /** The first start begins this many days ago and mines at once, so that the sample history can be walked to now. */
  daysBack?: number | undefined
}

export const stateFile = (home: string): string => join(home, 'chain', 'state.json')

/** The node's own program: the npm wrapper would answer 0 whatever happens to it. */
export function anvilProgram(): string {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `@foundry-rs/anvil-${process.platform}-${arch}`
  try {
    return createRequire(import.meta.url).resolve(`${name}/bin/anvil`)
  } catch (cause) {
    throw new Refusal(`There is no local chain for ${process.platform}-${process.arch}. Set RPC_URL to a chain.`, {
      cause,
    })
  }
}

/** Starts the local chain, from its saved state if there is one, and waits until it answers. */
export async function startAnvil({ home, port, daysBack }: AnvilParameters): Promise<Child> {
  await mkdir(join(home, 'chain'), { recursive: true })
  await mkdir(join(home, 'logs'), { recursive: true })
  const logFile = join(home, 'logs', 'chain.log')
  const child = await startChild({ command: anvilProgram(), args: argumentsFor({ home, port, daysBack }), logFile })
  await rememberProcess(processFile(home), { pid: child.pid, port })
  await untilAnswers(child, {
    what: 'The local chain',
    ...{ logFile, seconds: 30 },
    answers: async () => Boolean(await rpc(`http://127.0.0.1:${port}`, 'eth_chainId')),
  })
  return child
}

/** What every node of the local chain is started with. */
export function argumentsOf(port: number): string[] {
  const fixed = ['--host', '127.0.0.1', '--port', String(port), '--chain-id', String(LOCAL_CHAIN_ID), '--quiet']
  return [...fixed, '--hardfork', 'osaka', '--gas-limit', '100000000', '--no-request-size-limit']
}

function argumentsFor({ home, port, daysBack }: AnvilParameters): string[] {
  const resumed = existsSync(stateFile(home)) ? ['--load-state', stateFile(home)] : []
  if (daysBack === undefined) return [...argumentsOf(port), '--block-time', '1', ...resumed]
  return [...argumentsOf(port), '--timestamp', String(Math.floor(Date.now() / 1000) - daysBack * DAY)]
}

const processFile = (home: string): string => join(home, 'chain', 'process.json')

/** A node left over from a supervisor that was killed knows more than the file: its state is saved, then it ends. */
export async function endLostNode(home: string): Promise<void> {
  await endLostProcess(processFile(home), 'anvil', async ({ port }) => {
    await new ChainState(`http://127.0.0.1:${port}`, stateFile(home)).save().catch(() => undefined)
  })
}

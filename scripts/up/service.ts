import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Address, parseEther } from 'viem'
import { getGasMoney } from '../../chain/actions/getGasMoney.ts'
import { giveDevGasMoney } from '../../chain/actions/giveDevGasMoney.ts'
import { connect } from '../../chain/client.ts'
import type { Network } from '../../chain/network.ts'
import { createKey, listKeys } from '../../service/keys/stored-keys.ts'
import { RELAY_KEY } from '../../service/relay/relay.ts'
import { LOCAL_CHAIN_ID } from './anvil.ts'
import { type Child, startChild } from './child.ts'
import { processIs } from './process-alive.ts'
import { Refusal } from './refusal.ts'

const PROGRAM = join(import.meta.dirname, '..', 'points.ts')
/** What the relay has at every start on the local chain, where it costs nothing. */
const PLAY_MONEY = parseEther('1000')

export interface ServiceParameters {
  /** Data folder; its network.json is written already. */
  home: string
  port: number
  network: Pick<Network, 'chainId' | 'rpcUrl' | 'hub' | 'databaseUrl'>
}

const processFile = (home: string): string => join(home, 'service.json')

/** Starts the service, with a key and on the local chain with gas money, and waits until it answers. */
export async function startService({ home, port, network }: ServiceParameters): Promise<Child> {
  await giveKeyAndMoney(home, network)
  await mkdir(join(home, 'logs'), { recursive: true })
  const logFile = join(home, 'logs', 'service.log')
  const env = {
    ...process.env,
    POINTS_HOME: home,
    SERVICE_PORT: String(port),
    SERVICE_HOST: '127.0.0.1',
    DATABASE_URL: network.databaseUrl,
  }
  const child = await startChild({ command: process.execPath, args: [PROGRAM, 'serve'], logFile, env })
  await writeFile(processFile(home), JSON.stringify({ pid: child.pid }))
  await untilAnswers(child, `http://127.0.0.1:${port}`, logFile)
  return child
}

/** One left over from a supervisor that was killed would hold the port, and the lock by which it alone submits. */
export async function endLostService(home: string): Promise<void> {
  const text = await readFile(processFile(home), 'utf8').catch(() => undefined)
  if (text === undefined) return
  const { pid } = JSON.parse(text) as { pid: number }
  await rm(processFile(home), { force: true })
  if (!(await processIs(pid, PROGRAM))) return
  process.kill(pid, 'SIGKILL')
  for (let waited = 0; waited < 50 && (await processIs(pid, PROGRAM)); waited += 1) await sleep(100)
}

async function giveKeyAndMoney(home: string, { chainId, rpcUrl, hub }: ServiceParameters['network']): Promise<void> {
  const known = (await listKeys(home)).find(({ name }) => name === RELAY_KEY)
  const { address } = known ?? (await createKey(home, { name: RELAY_KEY }))
  if (chainId !== LOCAL_CHAIN_ID || address === undefined) return
  const client = await connect({ rpcUrl, hub })
  const account = address as Address
  if ((await getGasMoney(client, { account })) < PLAY_MONEY / 2n) {
    await giveDevGasMoney(client, { account, wei: PLAY_MONEY })
  }
}

async function untilAnswers(child: Child, url: string, logFile: string): Promise<void> {
  let end: string | undefined
  void child.ended.then((how) => (end = how))
  for (let waited = 0; waited < 600; waited += 1) {
    if (end !== undefined) throw new Refusal(`The service ${end} while starting; ${logFile} says why.`)
    const answer = await fetch(`${url}/healthz`).catch(() => undefined)
    if (answer?.ok) return
    await sleep(50)
  }
  await child.stop('SIGKILL', 1_000)
  throw new Refusal(`The service did not answer within 30 s; ${logFile} says why.`)
}

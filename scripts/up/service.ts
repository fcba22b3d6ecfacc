import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Address, parseEther } from 'viem'
import { getGasMoney } from '../../chain/actions/getGasMoney.ts'
import { giveDevGasMoney } from '../../chain/actions/giveDevGasMoney.ts'
import { connect } from '../../chain/client.ts'
import type { Network } from '../../chain/network.ts'
import { createKey, listKeys } from '../../service/keys/stored-keys.ts'
import { RELAY_KEY } from '../../service/relay/relay.ts'
import { LOCAL_CHAIN_ID } from './anvil.ts'
import { type Child, startChild } from './child.ts'
import { endLostProcess, rememberProcess } from './lost-process.ts'
import { untilAnswers } from './until-answers.ts'

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
  const env = { ...givenOn(process.env), ...placeOf({ home, port, network }) }
  const child = await startChild({ command: process.execPath, args: [PROGRAM, 'serve'], logFile, env })
  await rememberProcess(processFile(home), { pid: child.pid })
  await untilAnswers(child, {
    what: 'The service',
    ...{ logFile, seconds: 30 },
    answers: async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok,
  })
  return child
}

/** What the service may know of our own environment: no key of a deployment, nothing of other programs. */
const GIVEN_ON = /^(PATH|HOME|TMPDIR|NODE_COMPILE_CACHE|POINTS_PASSPHRASE|POINTS_DEBUG|(RELAY|SERVICE)_[A-Z_]+)$/

export function givenOn(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => GIVEN_ON.test(name)))
}

const placeOf = ({ home, port, network }: ServiceParameters): NodeJS.ProcessEnv => ({
  POINTS_HOME: home,
  SERVICE_PORT: String(port),
  SERVICE_HOST: '127.0.0.1',
  DATABASE_URL: network.databaseUrl,
})

/** One left over from a supervisor that was killed would hold the port, and the lock by which it alone submits. */
export const endLostService = (home: string): Promise<void> => endLostProcess(processFile(home), PROGRAM)

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

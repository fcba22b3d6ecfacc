import { execFile } from 'node:child_process'
import { appendFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Address, Hex } from 'viem'
import { z } from 'zod'
import { Refusal } from './refusal.ts'

const checkout = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const address = z.custom<Address>((value) => typeof value === 'string' && value.startsWith('0x'))
const schema = z.object({
  hub: address,
  hubBlock: z.number(),
  causeRegistry: address,
  accountFactory: address,
  stablecoin: address,
})

export type Deployed = z.infer<typeof schema>

export interface DeployParameters {
  home: string
  rpcUrl: string
  deployerKey: Hex
  /** Absent on the local chain: it gets the development coin. */
  stablecoin?: Address | undefined
}

/** Deploys the contracts by the Ignition module that tests and public networks use; the journal stays in `home`. */
export async function deployNetwork({ home, rpcUrl, deployerKey, stablecoin }: DeployParameters): Promise<Deployed> {
  const parameters = stablecoin === undefined ? {} : { stablecoin }
  const log = join(home, 'logs', 'deploy.log')
  await mkdir(dirname(log), { recursive: true })
  const env = { ...process.env, RPC_URL: rpcUrl, DEPLOYER_KEY: deployerKey, IGNITION_FOLDER: join(home, 'ignition') }
  try {
    const script = join(checkout, 'ignition', 'deploy.ts')
    const run = promisify(execFile)(process.execPath, [script, JSON.stringify(parameters)], { cwd: checkout, env })
    const { stdout, stderr } = await run
    await appendFile(log, stderr + stdout)
    return schema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string }
    await appendFile(log, stderr || String(error))
    const cause = /^(?:\w*Error.*?: )(.+)$/m.exec(stderr)?.[1] ?? String(error)
    throw new Refusal(`The contracts could not be deployed: ${cause}. ${log} has all of it.`, { cause: error })
  }
}

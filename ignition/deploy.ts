/**
 * Deploys a network and prints where it is as one line of JSON: `node ignition/deploy.ts '{"stablecoin":"0x…"}'`.
 * Chain, deployer and journal come from RPC_URL, DEPLOYER_KEY and IGNITION_FOLDER (see hardhat.config.ts). Without a
 * stablecoin it makes the development one, which exists on chain 31337 only. A run that was cut off is resumed.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { config, network } from 'hardhat'
import developmentCoin from './modules/development-coin.ts'
import openpoints from './modules/openpoints.ts'

const given = JSON.parse(process.argv[2] ?? '{}') as { stablecoin?: string; operator?: string; guardian?: string }
const { ignition, provider } = await network.create({ network: 'points' })

const chainId = Number((await provider.request({ method: 'eth_chainId' })) as string)
const deploymentId = `chain-${chainId}`
const pace = chainId === 31337 ? { requiredConfirmations: 1, blockPollingInterval: 50 } : {}

interface JournalLine {
  type: string
  receipt?: { blockNumber: number; contractAddress?: string }
}

/** The block a contract came into being in, as the deployment's journal has it. */
async function blockOf(address: string): Promise<number> {
  const journal = join(config.paths.ignition, 'deployments', deploymentId, 'journal.jsonl')
  const lines = (await readFile(journal, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  const found = lines
    .map((line) => JSON.parse(line) as JournalLine)
    .find((line) => line.type === 'TRANSACTION_CONFIRM' && line.receipt?.contractAddress === address)
  return found?.receipt?.blockNumber ?? 0
}

async function makeCoin(): Promise<string> {
  const { stablecoin } = await ignition.deploy(developmentCoin, { deploymentId, config: pace })
  return await stablecoin.getAddress()
}

const stablecoin = given.stablecoin ?? (await makeCoin())
const parameters = { Openpoints: { ...given, stablecoin } }
const { hub, causeRegistry, accountFactory } = await ignition.deploy(openpoints, {
  deploymentId,
  config: pace,
  parameters,
})
const hubAddress = await hub.getAddress()
const registryAddress = await causeRegistry.getAddress()
console.log(
  JSON.stringify({
    hub: hubAddress,
    hubBlock: await blockOf(hubAddress),
    causeRegistry: registryAddress,
    accountFactory: await accountFactory.getAddress(),
    stablecoin,
  }),
)

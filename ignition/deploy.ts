/**
 * Deploys a network and prints its addresses as one line of JSON: `node ignition/deploy.ts '{"stablecoin":"0x…"}'`.
 * Chain, deployer and journal come from RPC_URL, DEPLOYER_KEY and IGNITION_FOLDER (see hardhat.config.ts). Without a
 * stablecoin it makes the development one, which exists on chain 31337 only.
 */
import { network } from 'hardhat'
import developmentCoin from './modules/development-coin.ts'
import openpoints from './modules/openpoints.ts'

const given = JSON.parse(process.argv[2] ?? '{}') as { stablecoin?: string; operator?: string; guardian?: string }
const { ignition, provider } = await network.create({ network: 'points' })

const chainId = Number((await provider.request({ method: 'eth_chainId' })) as string)
const deploymentId = `chain-${chainId}`
const confirmations = chainId === 31337 ? { requiredConfirmations: 1, blockPollingInterval: 50 } : {}

async function makeCoin(): Promise<string> {
  const { stablecoin } = await ignition.deploy(developmentCoin, { deploymentId, config: confirmations })
  return await stablecoin.getAddress()
}

const stablecoin = given.stablecoin ?? (await makeCoin())
const { hub, causeRegistry, accessManager } = await ignition.deploy(openpoints, {
  deploymentId,
  config: confirmations,
  parameters: { Openpoints: { ...given, stablecoin } },
})

const transaction = hub.deploymentTransaction()
console.log(
  JSON.stringify({
    hub: await hub.getAddress(),
    causeRegistry: await causeRegistry.getAddress(),
    accessManager: await accessManager.getAddress(),
    stablecoin,
    transaction: transaction?.hash ?? null,
  }),
)

import { contractsHash } from '../../chain/generated/abis.ts'
import { connect } from '../../chain/client.ts'
import type { Network } from '../../chain/network.ts'
import { deployNetwork } from './deploy-network.ts'
import type { UpEnv } from './env.ts'
import { Refusal } from './refusal.ts'

export interface ForeignParameters {
  env: UpEnv
  chainId: number
  rpcUrl: string
  databaseUrl: string
}

/** The network on a chain that is not ours: the one HUB names, or a new one made with DEPLOYER_KEY. */
export async function foreignNetwork({ env, chainId, rpcUrl, databaseUrl }: ForeignParameters): Promise<Network> {
  const place = env.HUB === undefined ? await deployThere(env, rpcUrl) : await findThere(env, env.HUB, rpcUrl)
  const later = { rewardBook: null, portalUrl: null, serviceUrl: null, indexerUrl: null }
  return { schema: 1, chainId, rpcUrl, ...place, ...later, brands: [], contractsHash, databaseUrl }
}

async function findThere({ ACCOUNT_FACTORY }: UpEnv, hub: `0x${string}`, rpcUrl: string) {
  const { contracts } = await connect({ rpcUrl, hub })
  return { ...contracts, accountFactory: ACCOUNT_FACTORY ?? null, hubBlock: 0 }
}

async function deployThere(
  { POINTS_HOME: home, STABLECOIN: stablecoin, DEPLOYER_KEY: deployerKey }: UpEnv,
  rpcUrl: string,
) {
  if (stablecoin === undefined || deployerKey === undefined) {
    throw new Refusal(
      `There is no network of this data folder at ${rpcUrl} yet. Set HUB to join one, ` +
        'or STABLECOIN and DEPLOYER_KEY to make one.',
    )
  }
  return await deployNetwork({ home, rpcUrl, deployerKey, stablecoin })
}

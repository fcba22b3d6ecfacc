import { createConfig, factory } from 'ponder'
import { getAbiItem, zeroAddress } from 'viem'
import { causeRegistryAbi, clearingHubAbi, memberAccountFactoryAbi, pointsTokenAbi } from '../chain/generated/abis.ts'
import { readSettings } from './settings.ts'

const settings = readSettings(process.env)
const startBlock = settings.HUB_BLOCK

/** Ponder asks every address 20 times a second at first, for the sake of public nodes. One of this machine is ours. */
const isOurs = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(settings.RPC_URL).hostname)
const rpc = isOurs ? new Array<string>(25).fill(settings.RPC_URL) : settings.RPC_URL

export default createConfig({
  database: { kind: 'postgres', connectionString: settings.DATABASE_URL, poolConfig: { max: 11 } },
  chains: {
    network: { id: settings.CHAIN_ID, rpc, pollingInterval: settings.POLL_MS },
  },
  contracts: {
    ClearingHub: { abi: clearingHubAbi, chain: 'network', address: settings.HUB, startBlock },
    CauseRegistry: { abi: causeRegistryAbi, chain: 'network', address: settings.CAUSE_REGISTRY, startBlock },
    PointsToken: {
      abi: pointsTokenAbi,
      chain: 'network',
      address: factory({
        address: settings.HUB,
        event: getAbiItem({ abi: clearingHubAbi, name: 'BrandCreated' }),
        parameter: 'token',
        startBlock,
      }),
      startBlock,
    },
    MemberAccountFactory: {
      abi: memberAccountFactoryAbi,
      chain: 'network',
      // No contract can stand at the zero address: without a factory nothing is found.
      address: settings.ACCOUNT_FACTORY ?? zeroAddress,
      startBlock,
    },
  },
})

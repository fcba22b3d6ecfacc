import {
  type Account,
  type Address,
  type Chain,
  type Client,
  type HttpTransport,
  createClient,
  defineChain,
  getAddress,
  http,
} from 'viem'
import { getChainId, readContract } from 'viem/actions'
import { clearingHubAbi } from './generated/abis.ts'
import { asChainError } from './errors/as-chain-error.ts'

/** Addresses of a network; everything else is found from the hub. */
export interface NetworkContracts {
  hub: Address
  stablecoin: Address
  causeRegistry: Address
}

interface OfNetwork {
  contracts: NetworkContracts
  /** Brand id → token, filled as brands are met. */
  brandTokens: Map<number, Address>
}

/** A connection that reads one network. */
export type ReadClient = Client<HttpTransport, Chain, Account | undefined> & OfNetwork

/** A connection that also signs and sends. */
export type WriteClient = Client<HttpTransport, Chain, Account> & OfNetwork

export interface ConnectParameters {
  rpcUrl: string
  hub: Address
}

/** The chain of the local node: the only one with a dev stablecoin and with gas money for the asking. */
export const DEV_CHAIN_ID = 31337

/** Connects to a network by its hub alone. Throws a ChainError where no chain or no hub answers. */
export async function connect({ rpcUrl, hub }: ConnectParameters): Promise<ReadClient> {
  const transport = http(rpcUrl, { batch: true, retryCount: 1, timeout: 20_000 })
  try {
    const probe = createClient({ transport })
    const read = { abi: clearingHubAbi, address: hub } as const
    const [id, stablecoin, causeRegistry] = await Promise.all([
      getChainId(probe),
      readContract(probe, { ...read, functionName: 'stablecoin' }),
      readContract(probe, { ...read, functionName: 'causeRegistry' }),
    ])
    return open({ id, rpcUrl, transport, contracts: { hub: getAddress(hub), stablecoin, causeRegistry } })
  } catch (error) {
    throw asChainError(error, { doing: `connect to the hub ${hub} at ${rpcUrl}` })
  }
}

interface OpenParameters {
  id: number
  rpcUrl: string
  transport: HttpTransport
  contracts: NetworkContracts
}

function open({ id, rpcUrl, transport, contracts }: OpenParameters): ReadClient {
  const nativeCurrency = { name: 'Ether', symbol: 'ETH', decimals: 18 }
  const chain = defineChain({ id, name: `chain ${id}`, nativeCurrency, rpcUrls: { default: { http: [rpcUrl] } } })
  const pollingInterval = id === DEV_CHAIN_ID ? 100 : 1_000
  const brandTokens = new Map<number, Address>()
  return createClient({ chain, transport, pollingInterval }).extend(() => ({ contracts, brandTokens })) as ReadClient
}

/** The same connection, signing as `account`. */
export function withAccount(client: ReadClient, account: Account): WriteClient {
  return { ...client, account } as WriteClient
}

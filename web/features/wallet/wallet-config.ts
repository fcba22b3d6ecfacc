import { defineChain } from 'viem'
import { type Config, createConfig, createStorage, http, injected } from 'wagmi'
import type { PortalConfig } from '../../server/portal-config.ts'

let known: Config | undefined

/** wagmi for wallets that announce themselves in this browser (EIP-6963); the chain is read through our own server. */
export function walletConfig({ chainId, origin }: PortalConfig): Config {
  known ??= create(chainId, `${origin}/api/rpc`)
  return known
}

function create(id: number, rpcUrl: string): Config {
  const nativeCurrency = { name: 'Ether', symbol: 'ETH', decimals: 18 }
  const chain = defineChain({ id, name: `openpoints ${id}`, nativeCurrency, rpcUrls: { default: { http: [rpcUrl] } } })
  return createConfig({
    chains: [chain],
    connectors: [injected()],
    multiInjectedProviderDiscovery: true,
    storage: createStorage({ storage: localStorage, key: 'openpoints.wallet' }),
    transports: { [id]: http(rpcUrl, { fetchOptions: { headers: { 'x-openpoints': '1' } } }) },
  })
}

import type { Address, TypedDataDomain } from 'viem'
import { getAddress } from 'viem'
import { getDomain } from '../../chain/actions/getDomain.ts'
import { getEpochClock } from '../../chain/actions/getEpochClock.ts'
import { type WalletConnectSettings, readPortalEnv } from './env.ts'
import { currentChain, currentNetwork } from './network.ts'

/** What the browser has to know of the network; it never changes while a network lives. */
export interface PortalConfig {
  chainId: number
  hub: Address
  stablecoin: Address
  accountFactory: Address | null
  domain: TypedDataDomain
  /** Seconds, as decimal strings. */
  epochOrigin: string
  epochLength: string
  rpId: string
  origin: string
  /** Null unless the operator has a project id. */
  walletConnect: WalletConnectSettings | null
}

let known: { hub: Address; config: PortalConfig } | undefined

export async function portalConfig(): Promise<PortalConfig> {
  const { hub, stablecoin, accountFactory, chainId } = await currentNetwork()
  if (known?.hub === hub && known.config.accountFactory === accountFactory) return known.config
  const chain = await currentChain()
  const [domain, clock] = await Promise.all([getDomain(chain), getEpochClock(chain)])
  const { rpId, origin, walletConnect } = readPortalEnv()
  const config: PortalConfig = {
    chainId,
    hub: getAddress(hub),
    stablecoin: getAddress(stablecoin),
    accountFactory: accountFactory === null ? null : getAddress(accountFactory),
    domain,
    epochOrigin: String(clock.origin),
    epochLength: String(clock.length),
    rpId,
    origin,
    walletConnect,
  }
  known = { hub, config }
  return config
}

import type { Address, Hex, TypedDataDefinition } from 'viem'
import { connect, getConnection, getConnectors } from 'wagmi/actions'
import type { PortalConfig } from '../../server/portal-config.ts'
import { signWithWallet } from './sign-with-wallet.ts'
import { walletConfig } from './wallet-config.ts'

interface AskWalletParameters {
  network: PortalConfig
  account: Address
  data: TypedDataDefinition
}

/** Has a wallet of this browser sign that is not signed in here. */
export async function askWallet({ network, account, data }: AskWalletParameters): Promise<Hex> {
  const config = walletConfig(network)
  if (getConnection(config).status !== 'connected') {
    const connectors = getConnectors(config).filter(({ id }) => id !== 'walletConnect')
    const connector = connectors.find(({ id }) => id !== 'injected') ?? connectors[0]
    if (!connector) throw new Error('No wallet was found in this browser. Install it and reload the page.')
    await connect(config, { connector })
  }
  return await signWithWallet({ network, account, data })
}

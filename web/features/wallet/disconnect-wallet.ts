import { disconnect, getConnection } from 'wagmi/actions'
import type { PortalConfig } from '../../server/portal-config.ts'
import { reconnectLast } from './sign-with-wallet.ts'
import { walletConfig } from './wallet-config.ts'

const PATIENCE_MS = 3_000

/** Ends the connection with a wallet, and forgets which one it was. */
export async function disconnectWallet(network: PortalConfig): Promise<void> {
  const config = walletConfig(network)
  const end = async (): Promise<void> => {
    if (getConnection(config).status !== 'connected') await reconnectLast(network)
    if (getConnection(config).status === 'connected') await disconnect(config)
  }
  // A wallet on another device may be away; it is not waited for.
  await Promise.race([end(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
  await config.storage?.removeItem('recentConnectorId')
}

import type { Connector } from 'wagmi'
import { getConnectors } from 'wagmi/actions'
import { walletConnect } from 'wagmi/connectors'
import type { PortalConfig } from '../../server/portal-config.ts'
import { walletConfig } from './wallet-config.ts'

export const WALLET_CONNECT = 'walletConnect'

/** The connector for wallets on other devices. Import this file only where somebody asks for one: it is large. */
export function walletConnector(network: PortalConfig): Connector {
  const config = walletConfig(network)
  const known = getConnectors(config).find(({ id }) => id === WALLET_CONNECT)
  if (known) return known
  if (network.walletConnect === null) throw new Error('This portal has no project at WalletConnect.')
  const { projectId, relay: relayUrl } = network.walletConnect
  const { origin } = network
  const metadata = { name: 'openpoints', description: 'All your points in one place.', url: origin }
  const { connectors } = config._internal
  const connector = connectors.setup(
    walletConnect({
      ...{ projectId, relayUrl },
      metadata: { ...metadata, icons: [`${origin}/icons/icon-192.png`] },
      showQrModal: false,
      telemetryEnabled: false,
    }),
  )
  connectors.setState((others) => [...others, connector])
  return connector
}

/** Calls back with what the wallet has to scan or open, as soon as there is such a thing; gives what ends listening. */
export function onUri({ emitter }: Connector, tell: (uri: string) => void): () => void {
  const listener = ({ type, data }: { type: string; data?: unknown }): void => {
    if (type === 'display_uri' && typeof data === 'string') tell(data)
  }
  emitter.on('message', listener)
  return () => emitter.off('message', listener)
}

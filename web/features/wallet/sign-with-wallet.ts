import { type Address, type Hex, type TypedDataDefinition, isAddressEqual } from 'viem'
import { getConnection, reconnect, signTypedData, switchChain } from 'wagmi/actions'
import type { PortalConfig } from '../../server/portal-config.ts'
import { walletConfig } from './wallet-config.ts'

interface WalletSignParameters {
  network: PortalConfig
  account: Address
  data: TypedDataDefinition
}

/** Has the signed-in member's wallet sign, on this network. */
export async function signWithWallet({ network, account, data }: WalletSignParameters): Promise<Hex> {
  const config = walletConfig(network)
  if (getConnection(config).status !== 'connected') await reconnectLast(network)
  const { address, chainId } = getConnection(config)
  if (address === undefined) throw new Error('Your wallet is not connected any more. Sign out and in again.')
  if (!isAddressEqual(address, account)) {
    throw new Error(
      `Your wallet shows another account. Choose ${account.slice(0, 8)}…${account.slice(-6)} in it and try again.`,
    )
  }
  if (chainId !== network.chainId) await switchTo(network)
  return await signTypedData(config, { ...data, account } as Parameters<typeof signTypedData>[1])
}

/** After a reload: with the wallet that was used last, wherever it is. */
export async function reconnectLast(network: PortalConfig): Promise<void> {
  const config = walletConfig(network)
  if ((await config.storage?.getItem('recentConnectorId')) === 'walletConnect' && network.walletConnect !== null) {
    const { walletConnector } = await import('./wallet-connect.ts')
    walletConnector(network)
  }
  await reconnect(config)
}

async function switchTo(network: PortalConfig): Promise<void> {
  try {
    await switchChain(walletConfig(network), { chainId: network.chainId })
  } catch (cause) {
    // wagmi calls it a refusal of the member, too, where the wallet cannot take the chain in.
    throw new Error(`Your wallet is on another network. Switch it to chain ${network.chainId} and try again.`, {
      cause,
    })
  }
}

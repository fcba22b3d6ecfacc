import { api } from '../../browser/api.ts'
import { forgetFlows } from '../../flows/flow-store.ts'
import type { PortalConfig } from '../../server/portal-config.ts'

interface SignOutParameters {
  network: PortalConfig
  /** Of all browsers, not of this one alone. */
  everywhere?: boolean
}

/** Signs out, and leaves nothing of the member in this browser. The server forgets where to send this browser messages. */
export async function signOut({ network, everywhere = false }: SignOutParameters): Promise<void> {
  await api(everywhere ? '/api/sessions' : '/api/session', { method: 'DELETE' })
  forgetFlows()
  // The session is over: whatever of this fails, the server sends this browser nothing any more.
  await Promise.allSettled([endPush(), leaveWallet(network)])
}

async function endPush(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  const subscription = await registration?.pushManager?.getSubscription()
  await subscription?.unsubscribe()
}

async function leaveWallet(network: PortalConfig): Promise<void> {
  if (localStorage.getItem('openpoints.wallet.recentConnectorId') === null) return
  const { disconnectWallet } = await import('../wallet/disconnect-wallet.ts')
  await disconnectWallet(network)
}

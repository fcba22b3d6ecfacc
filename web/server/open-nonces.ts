import type { Address } from 'viem'
import { currentNetwork } from './network.ts'

interface RelayedIntent {
  nonce?: string | null
  status: string
}

/** Nonces of a member's intents that the relay holds and that are not on chain yet. */
export async function openNonces(member: Address): Promise<string[]> {
  const { serviceUrl } = await currentNetwork()
  if (serviceUrl === null) return []
  const response = await fetch(new URL(`/v1/members/${member}/intents`, serviceUrl), {
    cache: 'no-store',
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined)
  // Without the relay's word a nonce may meet another device's; the relay or the hub then refuses the later one.
  if (!response?.ok) return []
  const body = (await response.json()) as readonly RelayedIntent[] | { intents: readonly RelayedIntent[] }
  const intents = 'intents' in body ? body.intents : body
  return intents.flatMap(({ nonce, status }) =>
    typeof nonce === 'string' && (status === 'queued' || status === 'sent') ? [nonce] : [],
  )
}

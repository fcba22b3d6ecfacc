import type { Hex } from 'viem'
import { claimPrivateKey } from './claim-keys.ts'

/** What a link claims: points of one member at one brand. */
export type ClaimPart = { seed: Hex; brandId: number; externalId: string }

/**
 * The link by which whoever holds it takes what waits at claim addresses: the claim keys stand behind the #, which no
 * browser sends to any server.
 */
export function claimLinkOf(portalUrl: string, parts: readonly ClaimPart[]): string {
  const keys = parts.map(
    ({ seed, brandId, externalId }) => `${brandId}.${claimPrivateKey(seed, brandId, externalId).slice(2)}`,
  )
  return `${portalUrl.replace(/\/+$/, '')}/claim#${keys.join(',')}`
}

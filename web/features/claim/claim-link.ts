import type { Hex } from 'viem'

/** One brand's part of a claim link. */
export interface ClaimSecret {
  brandId: number
  privateKey: Hex
}

const PART = /^([1-9]\d{0,9})\.(?:0x)?([0-9a-f]{64})$/i
const MOST = 20

/** Reads what stands behind the `#` of a claim link: `<brandId>.<key>[,…]`. Undefined where it is not one. */
export function readClaimLink(fragment: string): ClaimSecret[] | undefined {
  const parts = decodeURIComponent(fragment.replace(/^#/, '')).split(',')
  if (parts.length > MOST) return undefined
  const secrets: ClaimSecret[] = []
  for (const part of parts) {
    const match = PART.exec(part.trim())
    if (!match?.[1] || !match[2]) return undefined
    secrets.push({ brandId: Number(match[1]), privateKey: `0x${match[2].toLowerCase()}` })
  }
  return secrets
}

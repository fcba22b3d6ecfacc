import type { Address } from 'viem'

export interface PairingLink {
  id: string
  /** The account the new passkey will sign for; absent where it is to be named as recovery alone. */
  account?: Address
}

/** The link with the account behind its secret, where both stay out of every request. */
export const writePairingLink = (url: string, account: Address | undefined): string =>
  account === undefined ? url : `${url}.${account}`

/** What stands behind `#`; undefined where it is no such link. */
export function readPairingLink(hash: string): PairingLink | undefined {
  const [, id, account] = /^#([0-9a-f-]{36})(?:\.(0x[0-9a-fA-F]{40}))?$/.exec(hash) ?? []
  if (id === undefined) return undefined
  return account === undefined ? { id } : { id, account: account as Address }
}

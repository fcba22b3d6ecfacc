import { type Address, getAddress, isAddress } from 'viem'

export type Recipient = { address: Address } | { fault: 'badAddress' | 'badChecksum' }

/** An address as somebody typed or scanned it: bare, as `ethereum:0x…`, or in a link to this portal's Send page. */
export function readRecipient(text: string): Recipient | undefined {
  const plain = text.trim()
  if (plain === '') return undefined
  const found = /0x[0-9a-fA-F]{40}(?![0-9a-fA-F])/.exec(plain)?.[0]
  if (found === undefined || !isWrapped(plain, found)) return { fault: 'badAddress' }
  const mixed = found !== found.toLowerCase() && found.slice(2) !== found.slice(2).toUpperCase()
  if (mixed && !isAddress(found)) return { fault: 'badChecksum' }
  return { address: getAddress(found.toLowerCase()) }
}

/** Only what is known to carry an address may stand around it. */
function isWrapped(text: string, address: string): boolean {
  if (text === address) return true
  if (/^ethereum:(pay-)?0x[0-9a-fA-F]{40}(@\d+)?$/.test(text)) return true
  return URL.canParse(text) && new URL(text).hash === `#to=${address}`
}

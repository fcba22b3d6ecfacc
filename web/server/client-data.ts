import { type Hex, hexToBytes } from 'viem'
import { readPortalEnv } from './env.ts'

interface ClientData {
  type: string
  challenge: string
  origin: string
  crossOrigin?: boolean
}

/** Whether what the browser says of a passkey ceremony is of this kind, for this challenge, on our own pages. */
export function isOurCeremony(json: string, { type, challenge }: { type: string; challenge: Hex }): boolean {
  const said = parse(json)
  return (
    said?.type === type &&
    said.challenge === Buffer.from(hexToBytes(challenge)).toString('base64url') &&
    said.origin === readPortalEnv().origin &&
    said.crossOrigin !== true
  )
}

function parse(json: string): ClientData | undefined {
  try {
    return JSON.parse(json) as ClientData
  } catch {
    return undefined
  }
}

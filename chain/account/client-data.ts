import { bytesToHex, type Hex } from 'viem'
import { z } from 'zod'

const schema = z.object({
  type: z.string(),
  challenge: z.string().regex(/^[\w-]*$/),
  origin: z.string(),
  crossOrigin: z.boolean().default(false),
})

export interface ClientData {
  type: string
  /** What the authenticator was asked to sign, lower case. */
  challenge: Hex
  origin: string
  crossOrigin: boolean
}

/** What the browser says an assertion was made for; undefined where it cannot be read. */
export function toClientData(json: string): ClientData | undefined {
  const parsed = schema.safeParse(parse(json))
  if (!parsed.success) return undefined
  const bytes = fromBase64Url(parsed.data.challenge)
  return bytes === undefined ? undefined : { ...parsed.data, challenge: bytesToHex(bytes) }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function fromBase64Url(text: string): Uint8Array | undefined {
  try {
    const characters = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(characters, (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

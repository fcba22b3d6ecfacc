import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { UnreadableDelivery } from './delivery-error.ts'
import { parseExactJson } from './exact-json.ts'

/** What a signed body says of itself, or undefined: then it is stored all the same, and parked with its reason later. */
export function peek<schema extends z.ZodType>(schema: schema, body: Uint8Array): z.output<schema> | undefined {
  try {
    const parsed = schema.safeParse(parseExactJson(body))
    return parsed.success ? parsed.data : undefined
  } catch (error) {
    if (error instanceof UnreadableDelivery) return undefined
    throw error
  }
}

/** Names a body that names itself badly or not at all. */
export function digestOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex')
}

/** Topic of a signed body that does not say what it is. */
export const UNKNOWN_TOPIC = 'unknown'

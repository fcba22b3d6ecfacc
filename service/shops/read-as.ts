import type { z } from 'zod'
import { UnreadableDelivery } from './delivery-error.ts'

/** A value as its schema has it. Throws UnreadableDelivery that names the fields, never what they hold. */
export function readAs<schema extends z.ZodType>(schema: schema, value: unknown): z.output<schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data

  const wrong = new Set(parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'the body'} (${code})`))
  throw new UnreadableDelivery(`wrong or missing: ${[...wrong].slice(0, 5).join(', ')}`)
}

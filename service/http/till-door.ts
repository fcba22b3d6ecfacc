import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { z } from 'zod'
import type { BrandOperation } from '../access/permissions.ts'
import type { Device } from '../till/device.ts'
import { TillError } from '../till/till-error.ts'
import type { TillRates } from '../till/till-rates.ts'
import { enterByKey, type KeyEntrance } from './enter-by-key.ts'

const KEY = /^[\x21-\x7e]{1,200}$/

/** Lets a till in that bears its key and does not ask too often. */
export async function admitTill(
  context: Context,
  { entrance, rates }: { entrance: KeyEntrance; rates: TillRates },
  operation: BrandOperation,
): Promise<Device> {
  const caller = await enterByKey(context, entrance, { operation, unknown: unknownDevice })
  // Nobody else may do any of this: the door has refused it.
  if (caller.role !== 'cashier') throw unknownDevice()
  await rates.use('requests', caller.device)
  return caller.device
}

function unknownDevice(): TillError {
  const sentence = 'This is not the key of a till. Send it as "Authorization: Bearer till_…"; the brand makes new ones.'
  return new TillError('UnknownDevice', { status: 401, sentence })
}

/** A POST as it came, read: what it says, and what tells it from another one under the same key. */
export type Posted<body> = { body: body; key: string; asked: Uint8Array }

export async function readPosted<schema extends z.ZodType>(
  context: Context,
  schema: schema,
): Promise<Posted<z.output<schema>>> {
  const key = readKey(context.req.header('idempotency-key'))
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? '')) {
    throw new TillError('NotJson', { status: 415, sentence: 'Send the request as application/json.' })
  }
  const bytes = new Uint8Array(await context.req.arrayBuffer())
  const parsed = schema.safeParse(parseJson(bytes))
  if (!parsed.success) throw badRequest(parsed.error)
  const asked = createHash('sha256').update(`${context.req.method} ${context.req.path}\n`).update(bytes).digest()
  return { body: parsed.data, key, asked }
}

function readKey(key: string | undefined): string {
  if (key === undefined || key === '') {
    const sentence = 'Send an Idempotency-Key with every POST, a new one for each new thing.'
    throw new TillError('KeyMissing', { status: 400, sentence })
  }
  if (KEY.test(key)) return key
  const sentence = 'The Idempotency-Key has to be 1 to 200 visible characters without blanks.'
  throw new TillError('KeyUnfit', { status: 400, sentence })
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new TillError('NotJson', { status: 400, sentence: 'The body is not JSON.', cause })
  }
}

/** Names the fields, never what stood in them. */
export function badRequest(error: z.ZodError): TillError {
  const errors = error.issues.slice(0, 10).map(({ path, message }) => ({ path: path.join('.') || 'body', message }))
  const sentence = `The request cannot be read: ${errors.map(({ path, message }) => `${path} ${message}`).join('; ')}.`
  return new TillError('BadRequest', { status: 400, sentence, errors })
}

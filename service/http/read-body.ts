import type { Context } from 'hono'
import type { z } from 'zod'
import { RelayError } from '../relay/relay-error.ts'

/** The body as its schema has it. Throws a RelayError that names the fields that are wrong. */
export async function readBody<schema extends z.ZodType>(context: Context, schema: schema): Promise<z.output<schema>> {
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? '')) {
    const sentence = 'Send the request as application/json.'
    throw new RelayError('NotJson', { status: 415, sentence })
  }
  const parsed = schema.safeParse(parseJson(await context.req.text()))
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
  throw new RelayError('BadRequest', { status: 400, sentence: `The request cannot be read. ${wrong.join('; ')}.` })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new RelayError('NotJson', { status: 400, sentence: 'The body is not JSON.', cause })
  }
}

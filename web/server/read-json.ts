import type { z } from 'zod'
import { problem } from './problem.ts'

const MOST_BYTES = 64 * 1024

/** A request's body as `schema` wants it, or the answer that refuses it. */
export async function readJson<shape>(request: Request, schema: z.ZodType<shape>): Promise<shape | Response> {
  const text = await readText(request)
  if (text === undefined) return problem(413, 'too-large', 'The request is larger than this portal takes.')
  const parsed = schema.safeParse(parse(text))
  return parsed.success
    ? parsed.data
    : problem(400, 'bad-request', 'The request does not read as it should. Reload the page.')
}

/** The body as text; undefined where it is too large. */
export async function readText(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > MOST_BYTES) return undefined
  const text = await request.text()
  return text.length > MOST_BYTES ? undefined : text
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

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
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  // Leaving the loop cancels the rest: who sends without saying how much is not read to the end.
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > MOST_BYTES) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import { problem } from './problem.ts'

/** Runs a handler; a failure becomes a sentence, never a stack. What failed goes to the log, without addresses. */
export async function answer(doing: string, handle: () => Promise<Response>): Promise<Response> {
  try {
    return await handle()
  } catch (error) {
    console.error(
      `Could not ${doing}:`,
      error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : 'unknown',
    )
    return problem(502, 'unavailable', 'Part of the network does not answer just now. Try again in a moment.')
  }
}

export function json(body: unknown, init: ResponseInit = {}): Response {
  const headers = new Headers(init.headers)
  headers.set('cache-control', 'no-store')
  return Response.json(body, { ...init, headers })
}

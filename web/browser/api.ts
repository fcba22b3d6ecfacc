import type { Operation } from '../graphql/operations.ts'
import { ProblemError } from './problem-error.ts'

/** A request to our own server; anything but a success is thrown as a ProblemError. */
export async function api<Answer>(
  path: string,
  init: { method?: string; body?: unknown; signal?: AbortSignal } = {},
): Promise<Answer> {
  const { method = 'GET', body, signal } = init
  const response = await fetch(path, {
    method,
    headers: { 'x-openpoints': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    cache: 'no-store',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer as Answer
  const { code, detail, title } = (answer ?? {}) as { code?: string; detail?: string; title?: string }
  const later = Number(response.headers.get('retry-after') ?? Number.NaN)
  throw new ProblemError(
    response.status,
    code ?? 'unavailable',
    detail ?? title ?? 'The server did not answer. Try again in a moment.',
    Number.isNaN(later) ? undefined : later,
  )
}

export const post = <Answer>(path: string, body: unknown = {}): Promise<Answer> => api(path, { method: 'POST', body })

/** Asks the indexer one of the portal's questions. */
export const ask = <Answer>(operation: Operation, variables: Record<string, unknown> = {}): Promise<Answer> =>
  post('/api/graphql', { operation, variables })

import { ProblemError } from '../../browser/problem-error.ts'
import { noteReachable, noteRefused } from './till-connection.ts'

const PATIENCE_MS = 20_000

/** The service could not be asked: no connection, or it answers nothing just now. It may have heard the request. */
export class UnreachableError extends Error {
  override name = 'UnreachableError'
}

interface TillRequest {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  /** JSON, exactly as it goes out: the same key stands for the same bytes. */
  body?: string
  key?: string
}

/** A request to our own server, which adds the device's key. */
export async function tillRequest<Answer>({ method, path, body, key }: TillRequest): Promise<Answer> {
  const response = await fetch(`/api/till${path}`, {
    method,
    headers: {
      'x-openpoints': '1',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    cache: 'no-store',
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((cause: unknown) => {
    noteReachable(false)
    throw new UnreachableError('The service could not be reached.', { cause })
  })
  const answer: unknown = await response.json().catch(() => undefined)
  noteReachable(response.status < 500)
  if (response.ok) return answer as Answer
  if (response.status >= 500) throw new UnreachableError(`The service answered ${response.status}.`)
  if (response.status === 401 && method !== 'DELETE' && path !== '/device') noteRefused()
  const { code, detail } = (answer ?? {}) as { code?: string; detail?: string }
  const later = Number(response.headers.get('retry-after') ?? Number.NaN)
  throw new ProblemError(response.status, code ?? 'unknown', detail ?? '', Number.isNaN(later) ? undefined : later)
}

/** A question: nothing of it is kept, so that each has a key of its own. */
export const askTill = <Answer>(path: string, body: unknown): Promise<Answer> =>
  tillRequest({ method: 'POST', path, body: JSON.stringify(body), key: crypto.randomUUID() })

export const getTill = <Answer>(path: string): Promise<Answer> => tillRequest({ method: 'GET', path })

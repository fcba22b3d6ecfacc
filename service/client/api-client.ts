import { type Operations, type Problem, places } from './api-types.ts'

export type ClientOptions = {
  /** Where the service is, as http://127.0.0.1:4000 */
  baseUrl: string
  /** Sent along with every request. */
  headers?: Record<string, string>
  fetch?: typeof fetch
}

type Given<name extends keyof Operations> = (keyof Operations[name]['path'] extends never
  ? { path?: undefined }
  : { path: Operations[name]['path'] }) &
  (Operations[name]['body'] extends undefined ? { body?: undefined } : { body: Operations[name]['body'] }) & {
    /** What stands behind the question mark. */
    query?: Operations[name] extends { query: infer query } ? query : undefined
    headers?: Record<string, string>
    signal?: AbortSignal
  }

type Query = Record<string, string | number | undefined> | undefined

/** The service refused; `problem` is what it said. */
export class ApiProblem extends Error {
  override name = 'ApiProblem'
  readonly problem: Problem
  readonly retryAfterSeconds: number | undefined

  constructor(problem: Problem, retryAfter: string | null) {
    super(problem.detail)
    this.problem = problem
    this.retryAfterSeconds = retryAfter === null ? undefined : Number(retryAfter)
  }
}

/** Asks the service for one of its operations; bodies and answers are those of its OpenAPI document. */
export async function callApi<name extends keyof Operations>(
  { baseUrl, headers = {}, fetch: ask = fetch }: ClientOptions,
  operation: name,
  given: Given<name>,
): Promise<Operations[name]['answer']> {
  const { method, path } = places[operation]
  const raw = operation === 'deliverWebhook'
  const { body } = given as { body?: unknown }
  const response = await ask(baseUrl.replace(/\/+$/, '') + fill(path, given.path ?? {}) + asked(given.query as Query), {
    method,
    headers: {
      ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
      ...headers,
      ...given.headers,
    },
    ...(body === undefined ? {} : { body: raw ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    ...(given.signal ? { signal: given.signal } : {}),
  })
  if (!response.ok) throw new ApiProblem((await response.json()) as Problem, response.headers.get('retry-after'))
  const json = response.headers.get('content-type')?.startsWith('application/json') === true
  return (json ? await response.json() : response) as Operations[name]['answer']
}

const fill = (path: string, values: Record<string, string | number>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))

function asked(query: Query): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined)
  return given.length === 0
    ? ''
    : `?${given.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&')}`
}

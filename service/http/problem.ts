import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { ChainError } from '../../chain/errors/chain-error.ts'
import { RefusedRequest } from '../refused-request.ts'

/** RFC 9457. */
export type Problem = {
  code: string
  status: ContentfulStatusCode
  /** What happened and what to do. */
  detail: string
  retryAfterSeconds?: number | undefined
  /** Fields that are wrong, by path. */
  errors?: { path: string; message: string }[] | undefined
}

const TITLES: Record<number, string> = {
  400: 'The request cannot be read',
  401: 'Nobody known here signed this',
  403: 'This is not allowed',
  404: 'There is no such thing here',
  405: 'This cannot be done here',
  409: 'This contradicts what is there',
  410: 'This is over',
  413: 'The request is too large',
  415: 'The request is not JSON',
  422: 'The request cannot be carried out',
  429: 'Too many requests',
  500: 'Something went wrong here',
  503: 'This cannot be taken now',
}

export function problemResponse(context: Context, problem: Problem): Response {
  const { code, status, detail, retryAfterSeconds, errors } = problem
  const body = {
    type: `urn:openpoints:problem:${code}`,
    title: TITLES[status] ?? 'Refused',
    ...{ status, detail, code },
    instance: `urn:openpoints:request:${context.get('requestId') as string}`,
    ...(errors ? { errors } : {}),
  }
  if (status === 401) context.header('WWW-Authenticate', 'Bearer')
  if (retryAfterSeconds !== undefined) context.header('Retry-After', String(retryAfterSeconds))
  return context.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' })
}

/** Any failure as a problem; what nobody foresaw is not told to the world. */
export function problemOf(error: unknown): Problem {
  if (error instanceof RefusedRequest) {
    const { code, status, message, retryAfterSeconds, errors } = error
    return { code, status: status as ContentfulStatusCode, detail: message, retryAfterSeconds, errors }
  }
  if (error instanceof ChainError && error.code === 'ChainUnreachable') {
    const detail = 'The chain does not answer. Nothing was taken; try again in a moment.'
    return { code: 'ChainUnreachable', status: 503, detail, retryAfterSeconds: 5 }
  }
  if (isDatabaseAway(error)) {
    const detail = 'The database does not answer. Nothing was taken; try again in a moment.'
    return { code: 'DatabaseUnreachable', status: 503, detail, retryAfterSeconds: 5 }
  }
  return { code: 'Unexpected', status: 500, detail: 'This failed for a reason nobody foresaw; the log has it.' }
}

const AWAY = /^(ECONNREFUSED|ECONNRESET|CONNECTION_|CONNECT_TIMEOUT|57P0|08)/

function isDatabaseAway(error: unknown): boolean {
  return error instanceof Error && AWAY.test(String((error as { code?: unknown }).code ?? ''))
}

import { currentNetwork } from './network.ts'
import { clientIp } from './rate-limit.ts'

export interface TillAsked {
  /** The device's key. */
  key: string
  /** Below `/v1/till`, as `/sales`; empty for the device itself. */
  path: string
  body?: string | undefined
  idempotencyKey?: string | undefined
  /** A stream of events stays open until the browser leaves. */
  streams?: boolean
}

/** Asks the service in a device's name; undefined where this network runs without one. */
export async function askTill(
  request: Request,
  { key, path, body, idempotencyKey, streams = false }: TillAsked,
): Promise<Response | undefined> {
  const { serviceUrl } = await currentNetwork()
  if (serviceUrl === null) return undefined
  return await fetch(new URL(`/v1/till${path}`, serviceUrl), {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'x-forwarded-for': clientIp(request),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    ...(body === undefined ? {} : { body }),
    cache: 'no-store',
    redirect: 'error',
    signal: streams ? request.signal : AbortSignal.any([request.signal, AbortSignal.timeout(15_000)]),
  })
}

import { problem } from './problem.ts'

const READS = new Set(['GET', 'HEAD'])

/** An answer for a write that did not come from our own pages; undefined where it did. */
export function refusedCrossSite(request: Request): Response | undefined {
  if (READS.has(request.method)) return undefined
  const origin = request.headers.get('origin')
  const ours = process.env.PORTAL_ORIGIN
  const fromUs =
    origin === null
      ? request.headers.get('sec-fetch-site') === 'same-origin'
      : ours !== undefined && origin === new URL(ours).origin
  if (fromUs && request.headers.get('x-openpoints') === '1') return undefined
  return problem(403, 'cross-site', 'This request did not come from the portal itself.')
}

import type { Part } from './part.ts'
import { type PortalParameters, startPortal } from './portal.ts'

/** What members open. */
export async function portalPart(parameters: PortalParameters): Promise<Part & { url: string }> {
  const { port, origin } = parameters
  const url = origin ?? `http://localhost:${port}`
  const first = await startPortal(parameters)
  const again = (): ReturnType<typeof startPortal> => startPortal(parameters)
  return { what: 'portal', where: url, url, kept: { first, again, stop: 'SIGTERM' }, check: () => check(port) }
}

async function check(port: number): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/config`, { signal: AbortSignal.timeout(5_000) })
  if (!answer.ok) throw new Error(`it answers ${answer.status}`)
  return ''
}

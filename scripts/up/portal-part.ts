import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Part } from './part.ts'
import { portalBuild } from './portal-build.ts'
import { type PortalParameters, portalCheckUrl, startPortal } from './portal.ts'

export interface PortalPartParameters extends Omit<PortalParameters, 'build'> {
  /** Told when the sources changed and a build begins. */
  onBuild: () => void
}

/** What members open; built first where its sources changed. */
export async function portalPart({ onBuild, ...where }: PortalPartParameters): Promise<Part & { url: string }> {
  const { home, port, origin } = where
  const url = origin ?? `http://localhost:${port}`
  await mkdir(join(home, 'logs'), { recursive: true })
  // Once: a portal that died comes back at once and as it was, also if its sources have changed meanwhile.
  const build = await portalBuild(join(home, 'logs', 'portal-build.log'), onBuild)
  const start = (): ReturnType<typeof startPortal> => startPortal({ ...where, build })
  return {
    what: 'portal',
    where: url,
    url,
    kept: { first: await start(), again: start, stop: 'SIGTERM' },
    check: () => check(port),
  }
}

async function check(port: number): Promise<string> {
  const answer = await fetch(portalCheckUrl(port), { signal: AbortSignal.timeout(5_000) })
  if (!answer.ok) throw new Error(`it answers ${answer.status}`)
  return ''
}

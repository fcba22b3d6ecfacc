import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../scripts/check/part.ts'
import { startChild } from '../../scripts/up/child.ts'
import { freePort } from '../../scripts/up/free-port.ts'
import { portalBuild } from '../../scripts/up/portal-build.ts'
import { eventually } from '../harness/eventually.ts'
import type { Stack } from '../harness/stack.ts'

/** A further portal before the same network, with settings of its own. */
export async function startSecondPortal(stack: Stack, settings: Readonly<Record<string, string>>): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'openpoints-portal-'))
  const port = await freePort(Number(new URL(stack.portal).port) + 20)
  const portal = `http://localhost:${port}`
  const env = {
    ...process.env,
    ...settings,
    NODE_ENV: 'production',
    POINTS_HOME: stack.home,
    PORTAL_PORT: String(port),
    PORTAL_ORIGIN: portal,
    PORTAL_PROXIES: '1',
    PORTAL_BUILD: await portalBuild(join(folder, 'build.log'), () => undefined),
  } as const
  const args = [join(root, 'web', 'serve.ts')]
  const child = await startChild({ command: process.execPath, args, logFile: join(folder, 'log'), cwd: folder, env })
  const stop = async (): Promise<void> => {
    await child.stop('SIGTERM', 5_000)
    await rm(folder, { recursive: true, force: true })
  }
  const answers = async (): Promise<void> => {
    if (!(await fetch(`${portal}/api/config`)).ok) throw new Error('The second portal does not answer.')
  }
  await eventually(answers, { seconds: 60 }).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { ...stack, portal, stop }
}

import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../check/part.ts'
import { type Child, startChild } from './child.ts'
import { endLostProcess, rememberProcess } from './lost-process.ts'
import { untilAnswers } from './until-answers.ts'

const PROGRAM = join(root, 'web', 'serve.ts')

export interface PortalParameters {
  home: string
  port: number
  /** What people type to get there; localhost if unset. */
  origin: string | undefined
  /** Folder below `web/` with the portal as it was built. */
  build: string
}

const folder = (home: string): string => join(home, 'portal')
const processFile = (home: string): string => join(folder(home), 'process.json')

/** Where it says that it is well: on this machine, unless it listens on one other address alone. */
export function portalCheckUrl(port: number, { PORTAL_HOST = '' } = process.env): string {
  const host = ['', '0.0.0.0', '::', 'localhost'].includes(PORTAL_HOST) ? '127.0.0.1' : PORTAL_HOST
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/api/config`
}

/** Starts the portal and waits until it answers. */
export async function startPortal({ home, port, origin, build }: PortalParameters): Promise<Child> {
  await mkdir(folder(home), { recursive: true, mode: 0o700 })
  await mkdir(join(home, 'logs'), { recursive: true })
  const logFile = join(home, 'logs', 'portal.log')
  const { PATH, HOME, TMPDIR, PORTAL_PROXIES, PORTAL_PUSH_ORIGINS, EXPLORER_URL } = process.env
  const { PORTAL_HOST, WALLETCONNECT_PROJECT_ID, WALLETCONNECT_RELAY } = process.env
  const env = {
    ...{ PATH, HOME, TMPDIR, PORTAL_PROXIES, PORTAL_PUSH_ORIGINS, EXPLORER_URL },
    ...{ PORTAL_HOST, WALLETCONNECT_PROJECT_ID, WALLETCONNECT_RELAY },
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    POINTS_HOME: home,
    PORTAL_PORT: String(port),
    PORTAL_ORIGIN: origin ?? '',
    PORTAL_BUILD: build,
  } as const
  const child = await startChild({ command: process.execPath, args: [PROGRAM], logFile, cwd: folder(home), env })
  await rememberProcess(processFile(home), { pid: child.pid })
  await untilAnswers(child, {
    what: 'The portal',
    ...{ logFile, seconds: 60 },
    answers: async () => (await fetch(portalCheckUrl(port))).ok,
    whyItEnded: (end) => whyItEnded(end, logFile),
  })
  return child
}

/** One left over from a supervisor that was killed would hold the port: it ends first. */
export const endLostPortal = (home: string): Promise<void> => endLostProcess(processFile(home), PROGRAM)

/** The portal refuses an unsafe setting with a sentence, its last line. */
async function whyItEnded(end: string, logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8')).trim().split('\n')
  return `The portal ${end} while starting: ${lines.at(-1) ?? ''} (${logFile})`
}

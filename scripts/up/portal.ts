import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../check/part.ts'
import { type Child, startChild } from './child.ts'
import { processIs } from './process-alive.ts'
import { Refusal } from './refusal.ts'

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

/** Starts the portal and waits until it answers. */
export async function startPortal({ home, port, origin, build }: PortalParameters): Promise<Child> {
  await mkdir(folder(home), { recursive: true, mode: 0o700 })
  await mkdir(join(home, 'logs'), { recursive: true })
  const logFile = join(home, 'logs', 'portal.log')
  const { PATH, HOME, TMPDIR, PORTAL_PROXIES, PORTAL_PUSH_ORIGINS, EXPLORER_URL } = process.env
  const env = {
    ...{ PATH, HOME, TMPDIR, PORTAL_PROXIES, PORTAL_PUSH_ORIGINS, EXPLORER_URL },
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    POINTS_HOME: home,
    PORTAL_PORT: String(port),
    PORTAL_ORIGIN: origin ?? '',
    PORTAL_BUILD: build,
  } as const
  const child = await startChild({ command: process.execPath, args: [PROGRAM], logFile, cwd: folder(home), env })
  await writeFile(processFile(home), JSON.stringify({ pid: child.pid }))
  await untilAnswers(child, `http://127.0.0.1:${port}`, logFile)
  return child
}

/** One left over from a supervisor that was killed would hold the port: it ends first. */
export async function endLostPortal(home: string): Promise<void> {
  const text = await readFile(processFile(home), 'utf8').catch(() => undefined)
  if (text === undefined) return
  const { pid } = JSON.parse(text) as { pid: number }
  await rm(processFile(home), { force: true })
  if (!(await processIs(pid, PROGRAM))) return
  process.kill(pid, 'SIGKILL')
  for (let waited = 0; waited < 50 && (await processIs(pid, PROGRAM)); waited += 1) await sleep(100)
}

async function untilAnswers(child: Child, url: string, logFile: string): Promise<void> {
  let end: string | undefined
  void child.ended.then((how) => (end = how))
  for (let waited = 0; waited < 600; waited += 1) {
    if (end !== undefined) throw new Refusal(await whyItEnded(end, logFile))
    const answer = await fetch(`${url}/api/config`).catch(() => undefined)
    if (answer?.ok) return
    await sleep(100)
  }
  await child.stop('SIGKILL', 1_000)
  throw new Refusal(`The portal did not answer within 60 s; ${logFile} says why.`)
}

/** The portal refuses an unsafe setting with a sentence, its last line. */
async function whyItEnded(end: string, logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8')).trim().split('\n')
  return `The portal ${end} while starting: ${lines.at(-1) ?? ''} (${logFile})`
}

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../check/part.ts'
import { startChild } from './child.ts'
import { processAlive } from './process-alive.ts'
import { Refusal } from './refusal.ts'

const WEB = join(root, 'web')
const BUILDS = join(WEB, '.next')
const NEXT = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
/** Builds of other states of the sources that are kept: somebody may be running them. */
const KEPT = 4

/** Name of the folder, below `web/`, that holds the portal built from the present sources; builds it where it is missing. */
export async function portalBuild(logFile: string, onBuild: () => void): Promise<string> {
  const key = await sourcesKey()
  const done = join(BUILDS, `${key}.done`)
  await mkdir(BUILDS, { recursive: true })
  if (!existsSync(done)) {
    onBuild()
    await withLock(join(BUILDS, `${key}.lock`), async () => {
      if (!existsSync(done)) await build(key, logFile)
      await writeFile(done, '')
    })
  }
  const now = new Date()
  await utimes(done, now, now)
  await removeOld(key)
  return `.next/${key}`
}

async function sourcesKey(): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of ['web', 'chain', 'loyalty']) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
    const files = entries
      .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(BUILDS) && entry.name !== 'next-env.d.ts')
      .map((entry) => join(entry.parentPath, entry.name))
    for (const file of files.toSorted()) hash.update(file.slice(root.length)).update(await readFile(file))
  }
  hash.update(await readFile(join(root, 'package-lock.json')))
  return hash.digest('hex').slice(0, 16)
}

async function build(key: string, logFile: string): Promise<void> {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORTAL_BUILD: `.next/${key}`,
  } as const
  const child = await startChild({ command: process.execPath, args: [NEXT, 'build', WEB], logFile, cwd: WEB, env })
  const end = await child.ended
  if (end !== 'ended with code 0')
    throw new Refusal(`The portal could not be built: the build ${end}; ${logFile} says why.`)
}

/** Two networks that start at once build once. */
async function withLock(path: string, work: () => Promise<void>): Promise<void> {
  for (;;) {
    const lock = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
      return undefined
    })
    if (lock) {
      await lock.writeFile(String(process.pid))
      await lock.close()
      break
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => '0'))
    if (owner > 0 && !processAlive(owner)) await rm(path, { force: true })
    await sleep(250)
  }
  try {
    await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function removeOld(current: string): Promise<void> {
  const marks = (await readdir(BUILDS)).filter((name) => name.endsWith('.done') && name !== `${current}.done`)
  const dated = await Promise.all(marks.map(async (name) => ({ name, at: (await stat(join(BUILDS, name))).mtimeMs })))
  for (const { name } of dated.toSorted((a, b) => b.at - a.at).slice(KEPT)) {
    await rm(join(BUILDS, name), { force: true })
    await rm(join(BUILDS, name.slice(0, -'.done'.length)), { recursive: true, force: true })
  }
}

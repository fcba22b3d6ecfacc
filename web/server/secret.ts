import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readPortalEnv } from './env.ts'

let known: Promise<string> | undefined

/** The key that seals session cookies; made once per data folder. */
export function sessionSecret(): Promise<string> {
  known ??= load(join(readPortalEnv().home, 'portal'))
  return known
}

async function load(folder: string): Promise<string> {
  const path = join(folder, 'session.key')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(path, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
  return await readFile(path, 'utf8')
}

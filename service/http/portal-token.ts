import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * What the portal's server shows when it asks for what belongs to one member: it has made sure who is signed in. Both find it
 * in the data folder, where whoever is first makes it; on different machines both are given it as SERVICE_TOKEN.
 */
export async function portalToken(home: string, env: NodeJS.ProcessEnv): Promise<string> {
  const given = env['SERVICE_TOKEN'] ?? ''
  if (given !== '') return given
  const path = join(home, 'service-token')
  await mkdir(home, { recursive: true, mode: 0o700 })
  await writeFile(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
  return await readFile(path, 'utf8')
}

/** Whether a request bears the token; takes as long for every wrong one. */
export function bearsToken(authorization: string | undefined, token: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(authorization ?? ''), hash(`Bearer ${token}`))
}

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const file = (home: string): string => join(home, 'portal', 'relying-party')

async function remembered(home: string): Promise<string | undefined> {
  return await readFile(file(home), 'utf8').then(
    (text) => text.trim(),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    },
  )
}

/** Passkeys made for one host open nothing under another: a portal that has some refuses to move. */
export async function refuseMovedPasskeys({ home, rpId }: { home: string; rpId: string }): Promise<void> {
  const before = await remembered(home)
  if (before === undefined || before === rpId) return
  throw new Error(
    `Members made passkeys for ${before}; under ${rpId} none of them would work. ` +
      `Set PORTAL_ORIGIN back to ${before}. (To give all those passkeys up, delete ${file(home)}.)`,
  )
}

/** Notes the host for which the first passkey is made. */
export async function rememberPasskeys({ home, rpId }: { home: string; rpId: string }): Promise<void> {
  if ((await remembered(home)) !== undefined) return
  await mkdir(join(home, 'portal'), { recursive: true, mode: 0o700 })
  await writeFile(file(home), `${rpId}\n`, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

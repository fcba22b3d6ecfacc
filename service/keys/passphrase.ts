import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Passphrase {
  text: string
  /** Made here out of 24 random bytes, not thought up by a person. */
  random: boolean
}

/** Passphrase of the keystores: POINTS_PASSPHRASE, else a file that only its owner may read, made on first use. */
export async function readPassphrase(keysFolder: string, env: NodeJS.ProcessEnv = process.env): Promise<Passphrase> {
  const given = env['POINTS_PASSPHRASE']
  if (given) return { text: given, random: false }
  const path = join(keysFolder, 'passphrase')
  await mkdir(keysFolder, { recursive: true, mode: 0o700 })
  try {
    await writeFile(path, randomBytes(24).toString('base64url') + '\n', { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const text = (await readFile(path, 'utf8')).trim()
  return { text, random: /^[\w-]{32}$/.test(text) }
}

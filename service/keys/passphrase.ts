import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Passphrase of the keystores: POINTS_PASSPHRASE, else a file that only its owner may read, made on first use. */
export async function readPassphrase(keysFolder: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const given = env['POINTS_PASSPHRASE']
  if (given) return given
  const path = join(keysFolder, 'passphrase')
  await mkdir(keysFolder, { recursive: true, mode: 0o700 })
  try {
    await writeFile(path, randomBytes(24).toString('base64url') + '\n', { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return (await readFile(path, 'utf8')).trim()
}

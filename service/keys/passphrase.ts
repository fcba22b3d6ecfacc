import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeOnce } from './write-once.ts'

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
  const text = ((await readUnlessMissing(path)) ?? (await makePassphrase(path))).trim()
  return { text, random: /^[\w-]{32}$/.test(text) }
}

async function makePassphrase(path: string): Promise<string> {
  await writeOnce(path, randomBytes(24).toString('base64url') + '\n')
  return readFile(path, 'utf8')
}

async function readUnlessMissing(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

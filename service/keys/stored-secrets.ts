import { readFile, readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { KeyError } from './key-error.ts'
import { decryptSecret, encryptSecret } from './keystore.ts'
import { readPassphrase } from './passphrase.ts'
import { keysFolderOf } from './stored-keys.ts'
import { writeAnew } from './write-once.ts'

const NAME = /^[a-z0-9][a-z0-9-]{0,60}$/
const LONGEST = 4_096

/** Secrets that are no keys of ours, of any length: encrypted like those, in a folder of their own beside them. */
export const secretsFolderOf = (home: string): string => join(keysFolderOf(home), 'secrets')

/** Keeps a secret; one of the same name is replaced. */
export async function storeSecret(home: string, name: string, secret: string): Promise<void> {
  const bytes = Buffer.from(secret, 'utf8')
  if (bytes.length === 0) throw new KeyError('The secret is empty. Give the one the provider shows.')
  if (bytes.length > LONGEST) throw new KeyError(`The secret is longer than ${LONGEST} bytes. Give the secret alone.`)
  await writeAnew(pathOf(home, name), await encryptSecret(bytes, await readPassphrase(keysFolderOf(home))))
}

/** The secret of that name, or undefined where there is none. */
export async function loadSecret(home: string, name: string): Promise<string | undefined> {
  const path = pathOf(home, name)
  const text = await unlessMissing(readFile(path, 'utf8'))
  if (text === undefined) return undefined
  return (await decryptSecret(text, await readPassphrase(keysFolderOf(home)), path)).toString('utf8')
}

/** Changes whenever the secret was written anew; undefined where there is none. Costs no decryption. */
export async function stampOfSecret(home: string, name: string): Promise<string | undefined> {
  const found = await unlessMissing(stat(pathOf(home, name), { bigint: true }))
  return found && `${found.ino}.${found.mtimeNs}`
}

export async function removeSecret(home: string, name: string): Promise<void> {
  await unlessMissing(unlink(pathOf(home, name)))
}

export async function listSecrets(home: string): Promise<string[]> {
  const files = (await unlessMissing(readdir(secretsFolderOf(home)))) ?? []
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted()
}

function pathOf(home: string, name: string): string {
  if (!NAME.test(name)) throw new KeyError(`"${name}" is no name for a secret: use a-z, 0-9 and -.`)
  return join(secretsFolderOf(home), `${name}.json`)
}

async function unlessMissing<result>(work: Promise<result>): Promise<result | undefined> {
  try {
    return await work
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

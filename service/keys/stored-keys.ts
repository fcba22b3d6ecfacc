import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Hex, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { KeyError } from './key-error.ts'
import { decryptSecret, encryptSecret } from './keystore.ts'
import { readPassphrase } from './passphrase.ts'
import { writeOnce } from './write-once.ts'

export const keysFolderOf = (home: string): string => join(home, 'keys')
export const minterKeyName = (code: string): string => `${code}-minter`
export const claimSeedName = (code: string): string => `${code}-claim-seed`

const NAME = /^[a-z0-9][a-z0-9-]{0,60}$/

export type StoredKey = { name: string; address: string | undefined }

/** Makes a key under a name that is still free, or stores the given one. Seeds have no address. */
export async function createKey(
  home: string,
  { name, secret, seed = false }: { name: string; secret?: Hex; seed?: boolean },
): Promise<StoredKey> {
  const path = pathOf(home, name)
  const bytes = secret ? Buffer.from(secret.slice(2), 'hex') : randomBytes(32)
  if (bytes.length !== 32) throw new KeyError('A key has 32 bytes: 0x and 64 hexadecimal digits.')
  const address = seed ? undefined : privateKeyToAccount(toHex(bytes)).address
  const text = await encryptSecret(bytes, await readPassphrase(keysFolderOf(home)), address)
  if (await writeOnce(path, text)) return { name, address }
  throw new KeyError(`There is a key named ${name} already. Choose another name.`)
}

/** The 32 bytes of a key. Throws a KeyError where it is missing or the passphrase is wrong. */
export async function loadKey(home: string, name: string): Promise<Hex> {
  const path = pathOf(home, name)
  try {
    const text = await readFile(path, 'utf8')
    return toHex(await decryptSecret(text, await readPassphrase(keysFolderOf(home)), path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new KeyError(`There is no key ${name} (${path}). Make it with \`points key new ${name}\`.`, { cause: error })
  }
}

/** The key of that name; made first where it is not there yet. Several processes may ask at once. */
export async function loadOrCreateSeed(home: string, name: string): Promise<Hex> {
  const names = (await listKeys(home)).map((each) => each.name)
  if (!names.includes(name)) {
    const text = await encryptSecret(randomBytes(32), await readPassphrase(keysFolderOf(home)))
    await writeOnce(pathOf(home, name), text)
  }
  return loadKey(home, name)
}

export async function listKeys(home: string): Promise<StoredKey[]> {
  const files = await readdir(keysFolderOf(home)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const names = files.filter((file) => file.endsWith('.json')).toSorted()
  return Promise.all(
    names.map(async (file) => {
      const { address } = JSON.parse(await readFile(join(keysFolderOf(home), file), 'utf8')) as { address?: string }
      return { name: file.slice(0, -'.json'.length), address: address === undefined ? undefined : `0x${address}` }
    }),
  )
}

function pathOf(home: string, name: string): string {
  if (!NAME.test(name)) throw new KeyError(`"${name}" is no name for a key: use a-z, 0-9 and -.`)
  return join(keysFolderOf(home), `${name}.json`)
}

import { randomUUID } from 'node:crypto'
import { link, mkdir, rename, unlink, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes a secret file whole; tells whether it did, or one of that name was there already. Nobody ever reads half of one. */
export async function writeOnce(path: string, text: string): Promise<boolean> {
  const beside = await writeBeside(path, text)
  try {
    await link(beside, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await unlink(beside)
  }
}

/** The same, but it takes the place of one that was there. */
export async function writeAnew(path: string, text: string): Promise<void> {
  await rename(await writeBeside(path, text), path)
}

async function writeBeside(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.${randomUUID()}.new`
  await writeFile(beside, text, { mode: 0o600, flag: 'wx' })
  return beside
}

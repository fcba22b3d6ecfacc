import { statfsSync } from 'node:fs'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MEMORY = '/dev/shm'
const ENOUGH = 4n * 2n ** 30n

/**
 * A new folder for what a test throws away. In memory where there is plenty: databases come and go with hundreds of files
 * each, and a disk's file system takes longer for those than all the tests do for their questions.
 */
export async function quickFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(join(quickPlace(), prefix))
  // The database's own user passes through it; to what lies elsewhere it would be moved.
  await chmod(folder, 0o711)
  return folder
}

function quickPlace(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY, { bigint: true })
    return bavail * bsize > ENOUGH ? MEMORY : tmpdir()
  } catch (error) {
    // Only Linux has it.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return tmpdir()
    throw error
  }
}

import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { processAlive } from './process-alive.ts'
import { Refusal } from './refusal.ts'

/** Takes the data folder for this process; a lock left by a process that is gone is taken over. */
export async function lockHome(home: string): Promise<() => Promise<void>> {
  const path = join(home, 'up.pid')
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' })
      return async () => await rm(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => '0'))
    if (owner > 0 && owner !== process.pid && processAlive(owner)) {
      throw new Refusal(
        `The network in ${home} is already running (process ${owner}). ` +
          'Stop that one first, or start another with POINTS_HOME=some/other/folder.',
      )
    }
    await rm(path, { force: true })
  }
  throw new Refusal(`${path} is fought over by other processes. Try again.`)
}

import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

/** Tells whether a process of this id runs. One that ended and that nobody has collected yet does not. */
export function processAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const stat = `/proc/${pid}/stat`
  return !existsSync(stat) || !readFileSync(stat, 'utf8').includes(') Z ')
}

/** Tells whether the process still is the one that was started with `word` in its command line. */
export async function processIs(pid: number, word: string): Promise<boolean> {
  if (!processAlive(pid)) return false
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  // Without /proc (macOS) the pid alone has to do.
  return line === undefined ? process.platform !== 'linux' : line.includes(word)
}

import { readFile } from 'node:fs/promises'

/** Tells whether a process of this id runs. */
export function processAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Tells whether the process still is the one that was started with `word` in its command line. */
export async function processIs(pid: number, word: string): Promise<boolean> {
  if (!processAlive(pid)) return false
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  // Without /proc (macOS) the pid alone has to do.
  return line === undefined ? process.platform !== 'linux' : line.includes(word)
}

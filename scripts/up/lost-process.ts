import { readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { processIs } from './process-alive.ts'

/** What is kept of a program that runs, so that a later start finds it if the supervisor was killed. */
export interface RunningProcess {
  pid: number
  port?: number
}

export async function rememberProcess(file: string, running: RunningProcess): Promise<void> {
  await writeFile(file, JSON.stringify(running))
}

/** Ends what a supervisor that was killed left running, if it still is the program with `word` in its command line. */
export async function endLostProcess(
  file: string,
  word: string,
  first?: (running: RunningProcess) => Promise<void>,
): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return
  const running = JSON.parse(text) as RunningProcess
  await rm(file, { force: true })
  if (!(await processIs(running.pid, word))) return
  await first?.(running)
  process.kill(running.pid, 'SIGKILL')
  for (let waited = 0; waited < 50 && (await processIs(running.pid, word)); waited += 1) await sleep(100)
}

import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { ownCpuSeconds } from './process-usage.ts'

/** How often it is looked whether the process had its share. */
const LOOK_MS = 20

export interface HeldProcess {
  /** Cores it had, from its start to now. */
  readonly cores: () => number
  readonly running: () => boolean
  readonly stop: () => Promise<void>
}

/** Runs a script of ours and stops it (SIGSTOP) whenever it had more than its share of a core, until its share is due again. */
export function startHeld(
  args: readonly string[],
  { env, share }: { env: Record<string, string>; share: number },
): HeldProcess {
  const child: ChildProcess = spawn(process.execPath, [...args], { env: { ...process.env, ...env }, stdio: 'ignore' })
  const pid = child.pid
  if (pid === undefined) throw new Error('The process did not start.')
  const started = performance.now()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let used = 0
  let seconds = 0
  const running = (): boolean => child.exitCode === null && child.signalCode === null
  const holding = (async () => {
    for (; running(); await sleep(LOOK_MS)) {
      used = ownCpuSeconds(pid)
      seconds = (performance.now() - started) / 1_000
      child.kill(used > share * seconds ? 'SIGSTOP' : 'SIGCONT')
    }
  })()
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
    await holding
  }
  return { cores: () => used / seconds, running, stop }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'

export interface ChildParameters {
  command: string
  args: readonly string[]
  /** Both outputs go here. */
  logFile: string
  cwd?: string | undefined
  env?: NodeJS.ProcessEnv | undefined
  uid?: number | undefined
  gid?: number | undefined
}

/** A started program: its pid, its end, and how to bring that about. */
export interface Child {
  pid: number
  /** Settles when it is gone, with a few words on how. */
  ended: Promise<string>
  stop: (signal: NodeJS.Signals, patienceMs: number) => Promise<void>
}

/** Starts a program in a group of its own, so that Ctrl-C reaches only us and we stop it in our order. */
export async function startChild({ command, args, logFile, cwd, env, uid, gid }: ChildParameters): Promise<Child> {
  const log = openSync(logFile, 'a', 0o600)
  const who = uid === undefined ? {} : { uid, gid: gid ?? uid }
  const child = spawn(command, args, {
    stdio: ['ignore', log, log],
    detached: true,
    env: env ?? process.env,
    ...(cwd === undefined ? {} : { cwd }),
    ...who,
  })
  closeSync(log)
  const ended = endOf(child)
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  return { pid: child.pid ?? 0, ended, stop: (signal, patience) => stop(child, ended, signal, patience) }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) =>
      resolve(signal === null ? `ended with code ${code}` : `was killed by ${signal}`),
    )
  })
}

async function stop(
  child: ChildProcess,
  ended: Promise<string>,
  signal: NodeJS.Signals,
  patience: number,
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), patience)
  await ended
  clearTimeout(timer)
}

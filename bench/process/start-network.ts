import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const LONGEST_MS = 20 * 60_000

export interface Started {
  /** From the start of the process to its line `ready`. */
  readonly seconds: number
  stop(): Promise<void>
}

export interface StartOptions {
  readonly script?: readonly string[]
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Runs `points up`, or all of `npm start` by way of its bootstrap, until it says `ready`. */
export async function startNetwork(
  home: string,
  { script = ['scripts/points.ts', 'up'], args = [], env = {} }: StartOptions = {},
): Promise<Started> {
  const start = performance.now()
  const child = spawn(process.execPath, [...script, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, POINTS_HOME: home },
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const stop = async (): Promise<void> => {
    child.kill('SIGINT')
    await ended
  }
  let said = ''
  const ready = new Promise<number>((resolve) => {
    const hear = (text: string) => {
      said += text
      if (/^ready$/m.test(said)) resolve((performance.now() - start) / 1_000)
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
  })
  const late = AbortSignal.timeout(LONGEST_MS)
  const over = new Promise<never>((_resolve, reject) => {
    late.addEventListener('abort', () =>
      reject(new Error(`No network within ${LONGEST_MS / 60_000} minutes:\n${said}`)),
    )
    void ended.then((code) => reject(new Error(`The network ended with ${code}:\n${said.slice(-2_000)}`)))
  })
  try {
    return { seconds: await Promise.race([ready, over]), stop }
  } catch (error) {
    child.kill('SIGINT')
    throw error
  }
}

import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** One program of a check or test run: a script and its arguments, run by this very Node. */
export interface Part {
  name: string
  run: readonly string[]
  /** Parts that must have passed, or it cannot run. */
  needs?: readonly string[]
  /** Parts that must be over, since they write what this one reads. */
  after?: readonly string[]
  /** It holds no tests, but is one itself: passed where it ends with 0. */
  one?: boolean
}

export interface Outcome {
  name: string
  ok: boolean
  seconds: number
  output: string
}

/** Runs a part to its end and keeps what it printed; with `show` it is also printed as it comes. */
export async function runPart(part: Part, show = false): Promise<Outcome> {
  const started = performance.now()
  const child = spawn(process.execPath, part.run, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      output += text
      if (show) process.stdout.write(text)
    })
  }
  const ok = await new Promise<boolean>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code === 0))
  })
  return { name: part.name, ok, seconds: (performance.now() - started) / 1000, output }
}

/** One line of a report: mark, name, duration, note. */
export function reportLine(outcome: Outcome, note = ''): string {
  const seconds = `${outcome.seconds.toFixed(1)} s`
  return `  ${outcome.ok ? '✔' : '✖'} ${outcome.name.padEnd(24)}${seconds.padStart(8)}  ${note}`.trimEnd()
}

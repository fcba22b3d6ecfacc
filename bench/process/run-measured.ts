import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const probe = pathToFileURL(join(import.meta.dirname, 'usage-probe.ts')).href

export interface Measured {
  readonly code: number
  readonly out: string
  /** From the start of the process to its end. */
  readonly seconds: number
  readonly cpuSeconds: number
  /** Most memory the process ever held, in MiB. */
  readonly peakMiB: number
}

/** Runs a script of ours in a process of its own and tells what it took. Throws unless it ends with 0. */
export async function runMeasured(args: readonly string[], env: Record<string, string>): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  const usageFile = join(folder, 'usage.json')
  const start = performance.now()
  try {
    const { code, out, err } = await runNode(['--import', probe, ...args], { ...env, BENCH_USAGE_FILE: usageFile })
    const seconds = (performance.now() - start) / 1_000
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err.trim().slice(-2_000)}`)
    const usage = JSON.parse(await readFile(usageFile, 'utf8')) as NodeJS.ResourceUsage

    return {
      code,
      out,
      seconds,
      cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
      peakMiB: usage.maxRSS / 1_024,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs Node without a terminal until it ends. */
export function runNode(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))

  return new Promise<{ code: number; out: string; err: string }>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, out, err }))
  })
}

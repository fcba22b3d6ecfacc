import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const PROGRAM = join(import.meta.dirname, '..', '..', 'scripts', 'points.ts')

export interface ReplicaParameters {
  readonly home: string
  readonly databaseUrl: string
  readonly port: number
  readonly logFile: string
  readonly env?: NodeJS.ProcessEnv
  /** What is run, with its arguments; else `points serve`. */
  readonly program?: readonly string[]
  /** What a supervisor waits before it starts a program again that ended by itself. */
  readonly restartMs?: number
}

/** An answer that hangs, as while the database is started again, must not hide that the next one comes. */
const PATIENCE_MS = 5_000

/** A `points serve` in a process of its own, started again whenever it ends, whoever ended it. */
export class Replica {
  readonly url: string
  kills = 0
  /** How often it ended without being told to. */
  ended = 0
  up = false
  readonly #parameters: ReplicaParameters
  #child: ChildProcess | undefined
  #stopped = false
  #loop: Promise<void> | undefined

  constructor(parameters: ReplicaParameters) {
    this.#parameters = parameters
    this.url = `http://127.0.0.1:${parameters.port}`
  }

  start(): void {
    this.#stopped = false
    this.#loop = this.#keep()
  }

  /** Ends it at once, without a chance to tidy up; it is started again. */
  kill(): void {
    if (this.#child?.kill('SIGKILL')) this.kills += 1
    this.up = false
  }

  /** Ends it as a supervisor does, for good. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.#stopped = true
    this.#child?.kill(signal)
    const timer = setTimeout(() => this.#child?.kill('SIGKILL'), 10_000)
    await this.#loop
    clearTimeout(timer)
    this.up = false
  }

  async untilUp(timeoutMs = 60_000): Promise<void> {
    if (await this.waitUntilUp(timeoutMs)) return
    throw new Error(`The service did not answer; ${this.#parameters.logFile} may say why.`)
  }

  /** Tells whether it answered in time. */
  async waitUntilUp(timeoutMs: number): Promise<boolean> {
    const until = Date.now() + timeoutMs
    while (!this.up && Date.now() < until) await sleep(25)
    return this.up
  }

  async #keep(): Promise<void> {
    while (!this.#stopped) {
      const killed = this.kills
      const child = this.#spawn()
      this.#child = child
      const over = new Promise<void>((resolve) => {
        child.once('exit', () => resolve())
        child.once('error', () => resolve())
      })
      void this.#watch(child)
      await over
      this.up = false
      if (this.#stopped || this.kills > killed) continue
      this.ended += 1
      await sleep(this.#parameters.restartMs ?? 500)
    }
  }

  #spawn(): ChildProcess {
    const { home, databaseUrl, port, logFile, env = {}, program = [PROGRAM, 'serve'] } = this.#parameters
    const place = { POINTS_HOME: home, DATABASE_URL: databaseUrl, SERVICE_PORT: String(port) }
    // A process that is started again and again need not compile the same files each time.
    const cache = { NODE_COMPILE_CACHE: join(home, 'compile-cache') }
    const log = openSync(logFile, 'a', 0o600)
    try {
      return spawn(process.execPath, [...program], {
        env: { ...process.env, ...place, ...cache, ...env },
        stdio: ['ignore', log, log],
      })
    } finally {
      closeSync(log)
    }
  }

  async #watch(child: ChildProcess): Promise<void> {
    while (child.exitCode === null && child.signalCode === null) {
      const answer = await fetch(`${this.url}/healthz`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
        () => undefined,
      )
      await answer?.arrayBuffer().catch(() => undefined)
      if (answer?.ok && child === this.#child && child.signalCode === null) {
        this.up = true
        return
      }
      await sleep(50)
    }
  }
}

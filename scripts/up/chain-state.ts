import { open, rename } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { rpc } from './rpc.ts'

const unzip = promisify(gunzip)

interface Head {
  number: string
  transactions: unknown[]
}

/**
 * At most a fifth of the time goes into saving a busy chain, a twentieth where that takes longer than a second, and a hundredth into
 * saving one that only ticks.
 */
const SHARE = 4
const LARGE_MS = 1_000
const LARGE_SHARE = 19
const IDLE_SHARE = 100
const IDLE_MS = 3_000

/**
 * Keeps the local chain on disk. The node's own periodic dump overwrites its only copy, so a kill in that moment loses
 * the chain; here a state is written beside the old one and takes its place in one step, soon after every block that
 * holds a transaction.
 */
export class ChainState {
  readonly #url: string
  readonly #file: string
  #seen = -1n
  #savedAt = 0
  #tookMs = 0
  #loop: Promise<void> | undefined
  #stop = new AbortController()

  constructor(url: string, file: string) {
    this.#url = url
    this.#file = file
  }

  /** Watches the chain until `end`. Saving goes on trying while the node is away: its supervisor brings it back. */
  begin(): void {
    this.#loop = this.#watch()
  }

  async end(): Promise<void> {
    this.#stop.abort()
    await this.#loop
  }

  async save(): Promise<void> {
    const started = performance.now()
    const dump = (await rpc(this.#url, 'anvil_dumpState')) as string
    const state = await unzip(Buffer.from(dump.slice(2), 'hex'))
    const file = await open(`${this.#file}.new`, 'w', 0o600)
    try {
      await file.writeFile(state)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(`${this.#file}.new`, this.#file)
    this.#savedAt = Date.now()
    this.#tookMs = performance.now() - started
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      try {
        if (await this.#changed()) await this.save()
      } catch {
        // The node is down or restarting; what happened is seen and saved when it is back.
        this.#seen = -1n
      }
      await sleep(this.#rest(), undefined, { signal }).catch(() => undefined)
    }
  }

  #rest(): number {
    const share = this.#tookMs > LARGE_MS ? LARGE_SHARE : SHARE
    return Math.max(250, share * this.#tookMs)
  }

  /** True when a block since the last look holds a transaction, or when the last save is long ago. */
  async #changed(): Promise<boolean> {
    const head = (await rpc(this.#url, 'eth_getBlockByNumber', ['latest', false])) as Head
    const latest = BigInt(head.number)
    const first = this.#seen === -1n ? latest : this.#seen + 1n
    this.#seen = latest
    const idle = Math.max(IDLE_MS, IDLE_SHARE * this.#tookMs)
    if (Date.now() - this.#savedAt > idle || head.transactions.length > 0) return true
    for (let number = first; number < latest; number += 1n) {
      const count = (await rpc(this.#url, 'eth_getBlockTransactionCountByNumber', [
        `0x${number.toString(16)}`,
      ])) as string
      if (BigInt(count) > 0n) return true
    }
    return false
  }
}

import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Hex, toHex } from 'viem'
import type { ReadClient } from '../../chain/client.ts'
import type { Database } from '../database/open-database.ts'
import { openMinter } from '../import/minter.ts'
import { openBody } from '../intake/open-body.ts'
import { pepperName } from '../ledger/identify.ts'
import type { InboxRow } from '../ledger/read-inbox.ts'
import type { DataVault } from '../keys/data-vault.ts'
import { checkKey } from '../keys/key-check.ts'
import { claimSeedName, listKeys, loadOrCreateSeed, minterKeyName } from '../keys/stored-keys.ts'
import type { Fetcher } from '../ledger/read-inbox.ts'
import { openErasedNames } from '../people/erased-names.ts'
import { eventsOf } from '../shops/events-of.ts'
import { BrandSession } from './brand-session.ts'
import { BrandWorker, type WorkerRules } from './brand-worker.ts'

export type ShopWorkersOptions = {
  database: Database
  client: ReadClient
  home: string
  vault: DataVault
  rules: WorkerRules
  /** First block worth reading events from. */
  fromBlock?: bigint | undefined
  /** How a shop's provider can be asked. */
  fetcherOf?: ((row: InboxRow) => Promise<Fetcher | undefined>) | undefined
  now?: (() => Date) | undefined
  checkpoint?: ((point: string) => Promise<void> | void) | undefined
  /** Told of trouble that passes, with the code of its brand. */
  onTrouble: (error: unknown, code: string) => void
}

/** How often to look whether another brand connected a shop. */
const LOOK_MS = 2_000

/** Keeps a worker going for every brand with a shop whose minter key is in the data folder. One brand's trouble is its own. */
export class ShopWorkers {
  readonly #options: ShopWorkersOptions
  readonly #session: BrandSession
  readonly #workers = new Map<string, BrandWorker>()
  readonly #stop = new AbortController()
  #loop: Promise<void> | undefined

  constructor(options: ShopWorkersOptions) {
    this.#options = options
    this.#session = new BrandSession(options.database)
  }

  start(): void {
    this.#loop = this.#run()
  }

  /** There may be something to do. */
  poke(): void {
    for (const worker of this.#workers.values()) worker.poke()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#loop
    await Promise.all([...this.#workers.values()].map((worker) => worker.stop()))
    await this.#session.end()
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#look().catch((error: unknown) => this.#options.onTrouble(error, ''))
      await sleep(LOOK_MS, undefined, { signal: this.#stop.signal }).catch(() => undefined)
    }
  }

  async #look(): Promise<void> {
    const { database, home, onTrouble } = this.#options
    const rows = await database`
      select code from brands b where exists (select 1 from shops s where s.brand_id = b.brand_id)`
    const codes = rows.map((row) => row['code'] as string).filter((code) => !this.#workers.has(code))
    if (codes.length === 0) return
    const keys = new Set((await listKeys(home)).map(({ name }) => name))
    for (const code of codes) {
      if (!keys.has(minterKeyName(code)) || this.#stop.signal.aborted) continue
      await this.#open(code).catch((error: unknown) => onTrouble(error, code))
    }
  }

  async #open(code: string): Promise<void> {
    const { database, client, home, vault, rules, checkpoint, onTrouble } = this.#options
    const claimSeed = await loadOrCreateSeed(home, claimSeedName(code))
    const pepper = await loadOrCreateSeed(home, pepperName(code))
    await checkKey(database, { name: claimSeedName(code), key: claimSeed })
    await checkKey(database, { name: pepperName(code), key: pepper })
    const { fromBlock, fetcherOf, now = () => new Date() } = this.#options
    const names = await openErasedNames(home, code)
    const minter = await openMinter({ database, client, home, code, checkpoint, fromBlock })
    const random = (bytes: number): Hex => toHex(randomBytes(bytes))
    const open = (row: InboxRow) => openBody(vault, row)
    const { brandId } = minter
    const books = { database, brandId, now, open, eventsOf, fetcherOf, pepper, claimSeed, names, random, checkpoint }
    const worker = new BrandWorker({
      minter: { ...minter, claimSeed },
      ...{ books, session: this.#session, rules },
      onTrouble: (error) => onTrouble(error, code),
    })
    this.#workers.set(code, worker)
    worker.start()
  }
}

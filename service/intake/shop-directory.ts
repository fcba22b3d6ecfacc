import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../database/open-database.ts'
import { SecretCache } from '../keys/secret-cache.ts'
import type { Provider } from '../shops/shop-event.ts'
import { listShops } from './list-shops.ts'
import { type Shop, formerSecretName, webhookSecretName } from './shop.ts'

/** A connected shop with the secrets its deliveries may be signed with: one, or two during a rotation. */
export type KnownShop = Shop & { secrets: string[] }

export type DirectoryOptions = {
  database: Database
  /** Data folder, where the secrets lie. */
  home: string
  /** Told of a secret that cannot be read: its shop is shut out, no other. */
  onTrouble: (error: unknown) => void
}

/** Somebody who connects a shop or changes a secret waits no longer than this. */
const MAX_AGE_MS = 1_000
/** After a bad signature we look whether there is a new secret, but no more often than this. */
const LEAST_AGE_MS = 100

/** The connected shops and their secrets, as table and key folder have them. */
export class ShopDirectory {
  readonly #database: Database
  readonly #onTrouble: (error: unknown) => void
  readonly #secrets: SecretCache
  #shops = new Map<string, Shop[]>()
  /** With their secrets, as far as somebody has asked since they were read. */
  #known = new Map<string, Promise<KnownShop[]>>()
  #readAt = -Infinity
  #reading: Promise<void> | undefined

  constructor({ database, home, onTrouble }: DirectoryOptions) {
    this.#database = database
    this.#secrets = new SecretCache(home)
    this.#onTrouble = onTrouble
  }

  /** Shops of a brand at a provider. */
  async find(brand: string, provider: Provider): Promise<KnownShop[]> {
    await this.#readOlderThan(MAX_AGE_MS)
    const place = `${brand} ${provider}`
    const shops = this.#shops.get(place)
    if (!shops) return []
    const known = this.#known.get(place) ?? this.#withSecrets(shops)
    this.#known.set(place, known)
    return known
  }

  /** The same as it is now: what was written before this call is seen. Where many ask at once, they wait a moment. */
  async findNow(brand: string, provider: Provider): Promise<KnownShop[]> {
    const asked = performance.now()
    while (this.#readAt < asked) await this.#readOlderThan(0)
    return this.find(brand, provider)
  }

  async #readOlderThan(age: number): Promise<void> {
    if (performance.now() - this.#readAt < age) return
    this.#reading ??= this.#readSoon().finally(() => (this.#reading = undefined))
    await this.#reading
  }

  async #readSoon(): Promise<void> {
    const wait = this.#readAt + LEAST_AGE_MS - performance.now()
    if (wait > 0) await sleep(wait)
    await this.#read()
  }

  async #read(): Promise<void> {
    const readAt = performance.now()
    const shops = await listShops(this.#database, { connected: true })
    this.#shops = Map.groupBy(shops, ({ brand, provider }) => `${brand} ${provider}`)
    this.#known = new Map()
    this.#readAt = readAt
  }

  #withSecrets(shops: readonly Shop[]): Promise<KnownShop[]> {
    return Promise.all(shops.map(async (shop) => ({ ...shop, secrets: await this.#secretsOf(shop) })))
  }

  async #secretsOf(shop: Shop): Promise<string[]> {
    const rotating = shop.formerSecretUntil !== null && shop.formerSecretUntil > new Date()
    const names = [webhookSecretName(shop), ...(rotating ? [formerSecretName(shop)] : [])]
    const secrets = await Promise.all(names.map((name) => this.#secrets.read(name, this.#onTrouble)))
    return secrets.filter((secret) => secret !== undefined)
  }
}

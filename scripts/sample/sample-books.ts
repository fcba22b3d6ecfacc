import type { Network } from '../../chain/network.ts'
import { type Database, openDatabase } from '../../service/database/open-database.ts'
import { importOrders } from '../../service/import/import-orders.ts'
import { type Minter, ensureBrand } from '../../service/import/minter.ts'
import { BATCH_LIMITS } from '../../service/import/open-batch.ts'
import { claimSeedName, minterKeyName } from '../../service/keys/stored-keys.ts'
import { plainCsv } from '../../service/order-files/plain-csv.ts'
import { type SampleBrand, sampleBrands } from './brands.ts'
import type { OrderFile } from './order-scenes.ts'
import type { Stage } from './stage.ts'

/** The shop of `points import` where none is named. */
const SHOP = 'main'

/** The return window the brands grant, in seconds. */
const RETURN_WINDOW = 90 * 86_400

export interface SampleBooksParameters {
  stage: Stage
  home: string
  network: Network
}

/** The brands' books: the sample's orders go the way every file of orders goes. */
export class SampleBooks {
  readonly #minters: ReadonlyMap<string, Minter>

  private constructor(minters: ReadonlyMap<string, Minter>) {
    this.#minters = minters
  }

  /** Each brand has connections of its own, as brands are imported side by side. */
  static async open(parameters: SampleBooksParameters): Promise<SampleBooks> {
    const minters = new Map<string, Minter>()
    for (const brand of sampleBrands) minters.set(brand.code, await minterOf(parameters, brand))
    return new SampleBooks(minters)
  }

  async take({ brand, path }: OrderFile): Promise<void> {
    const minter = this.#minters.get(brand.code)
    if (!minter) throw new Error(`The sample has no brand ${brand.code}.`)
    const rate = { numerator: brand.earns, denominator: 1n }
    const rules = { rate, shop: SHOP, returnWindow: RETURN_WINDOW, limits: BATCH_LIMITS }
    await importOrders(minter, { path, format: plainCsv, ...rules, accountOf: () => undefined })
  }

  async close(): Promise<void> {
    await Promise.all([...this.#minters.values()].map(({ database }) => database.end({ timeout: 1 })))
  }
}

/** The keys are at hand, so the keystores, slow on purpose, are not opened for every file. */
async function minterOf({ stage, home, network }: SampleBooksParameters, { code }: SampleBrand): Promise<Minter> {
  const { client } = stage.chain
  const brandId = stage.brandId(code)
  const database: Database = await openDatabase(network.databaseUrl)
  await ensureBrand(database, client, { brandId, code })
  const account = stage.keys.account(minterKeyName(code))
  const claimSeed = stage.keys.secret(claimSeedName(code))
  const key = { chainId: client.chain.id, sender: account.address.toLowerCase(), brandId }
  const fromBlock = BigInt(network.hubBlock)
  return { database, client, home, fromBlock, code, brandId, account, key, claimSeed }
}

import type { CauseRow, Items } from '../graphql/rows.ts'
import { readBrands } from './brands.ts'
import { askIndexer } from './indexer.ts'

export interface NetworkNames {
  /** Codes of brands and names of causes by id. */
  brands: ReadonlyMap<number, string>
  causes: ReadonlyMap<number, string>
  brandNames: ReadonlyMap<number, string>
  /** Names of brands by their token's address, lower case. */
  tokens: ReadonlyMap<string, string>
}

/** What brands and causes are called. */
export async function namesOfNetwork(): Promise<NetworkNames> {
  const [brands, { causes }] = await Promise.all([
    readBrands(),
    askIndexer('Causes', {}) as Promise<{ causes: Items<CauseRow> }>,
  ])
  return {
    brands: new Map(brands.map(({ id, code }) => [id, code])),
    causes: new Map(causes.items.map(({ id, name }) => [id, name])),
    brandNames: new Map(brands.map(({ id, name }) => [id, name])),
    tokens: new Map(brands.map(({ token, name }) => [token.toLowerCase(), name])),
  }
}

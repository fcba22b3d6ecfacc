import type { CsvNames } from '../features/history/movements-csv.ts'
import type { CauseRow, Items } from '../graphql/rows.ts'
import { readBrands } from './brands.ts'
import { askIndexer } from './indexer.ts'

/** Codes of all brands and names of all causes. */
export async function namesOfNetwork(): Promise<CsvNames> {
  const [brands, { causes }] = await Promise.all([
    readBrands(),
    askIndexer('Causes', {}) as Promise<{ causes: Items<CauseRow> }>,
  ])
  return {
    brands: new Map(brands.map(({ id, code }) => [id, code])),
    causes: new Map(causes.items.map(({ id, name }) => [id, name])),
  }
}

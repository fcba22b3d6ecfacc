import { type Brand, toBrand } from '../features/holdings/brand.ts'
import { chainNow } from '../features/holdings/chain-now.ts'
import type { BrandRow, Items, MetaRow } from '../graphql/rows.ts'
import { askIndexer } from './indexer.ts'

/** All brands as they stand now. */
export async function readBrands(): Promise<Brand[]> {
  const { brands, _meta } = (await askIndexer('Brands', {})) as { brands: Items<BrandRow>; _meta: MetaRow }
  return brands.items.map((row) => toBrand(row, chainNow(_meta)))
}

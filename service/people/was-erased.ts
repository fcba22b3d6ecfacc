import type { Transaction } from '../database/open-database.ts'
import { loadErasedNames } from './erased-names.ts'

/** Tells whether a file names a customer who was erased; undefined where nobody was. Each name is hashed once. */
export async function readWasErased(
  sql: Transaction,
  { brandId, home, code }: { brandId: number; home: string; code: string },
): Promise<((externalId: string) => boolean) | undefined> {
  const rows = await sql<{ subject: string }[]>`
    select subject from erasures where brand_id = ${brandId} and provider is null and status = 'done'`
  if (rows.length === 0) return undefined
  const erased = new Set(rows.map(({ subject }) => subject))
  const names = await loadErasedNames(home, code)
  await names.check(sql, code)
  const known = new Map<string, boolean>()
  return (externalId) => {
    const found = known.get(externalId) ?? erased.has(names.subject(externalId))
    known.set(externalId, found)
    return found
  }
}

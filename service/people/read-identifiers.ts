import type { Transaction } from '../database/open-database.ts'
import type { Person } from './find-person.ts'

/** `kind hash` of all that a person is known by. */
export async function readIdentifiers(sql: Transaction, { brandId, member, names }: Person): Promise<Set<string>> {
  const rows = await sql<{ known: string }[]>`
    select kind || ' ' || hash as known from identifiers where brand_id = ${brandId} and member = ${member?.number ?? 0}
    union
    select kind || ' ' || hash from till_identifiers where brand_id = ${brandId} and external_id = any(${names})`
  return new Set(rows.map(({ known }) => known))
}

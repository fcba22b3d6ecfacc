import type { Database, Transaction } from '../database/open-database.ts'
import type { Person } from './find-person.ts'
import { findBrandAccount } from './take-points.ts'

/** Accounts of a person on the chain, as the books and the tills know them; not the brand's own, which took what was left. */
export async function accountsOf(
  { database, home }: { database: Database | Transaction; home: string },
  { brandId, brand, member, names }: Person,
): Promise<string[]> {
  const rows = await database<{ account: string }[]>`
    select distinct account from till_members
    where brand_id = ${brandId} and external_id = any(${names}) and account is not null`
  const own = (await findBrandAccount(home, brand))?.toLowerCase()
  const all = new Set([member?.account ?? '', ...rows.map(({ account }) => account)])
  return [...all].filter((account) => account !== '' && account !== own)
}

import type { Database } from '../database/open-database.ts'
import type { DataVault } from '../keys/data-vault.ts'
import { openCheckedVault } from '../keys/key-check.ts'
import { MasterKeys } from '../keys/master-keys.ts'
import { BrandSecrets } from '../till/brand-secrets.ts'

/** What answering for people's data needs. */
export type PeopleDesk = {
  database: Database
  /** Data folder: keys, receipts, the list of erasures. */
  home: string
  vault: DataVault
  masters: MasterKeys
  secrets: BrandSecrets
  now: () => Date
}

export type BrandScope = { brandId: number; brand: string }

export async function openPeopleDesk({
  database,
  home,
  vault,
  masters = new MasterKeys(home),
  now = () => new Date(),
}: Pick<PeopleDesk, 'database' | 'home'> &
  Partial<Pick<PeopleDesk, 'vault' | 'masters' | 'now'>>): Promise<PeopleDesk> {
  const secrets = new BrandSecrets(home)
  return { database, home, vault: vault ?? (await openCheckedVault(database, home)), masters, secrets, now }
}

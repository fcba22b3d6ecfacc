import type { Hex } from 'viem'
import type { Database } from '../database/open-database.ts'
import type { DataVault } from '../keys/data-vault.ts'
import type { MasterKeys } from '../keys/master-keys.ts'
import type { Desk } from '../relay/submit-intent.ts'
import type { Balances } from './balances.ts'
import type { BrandSecrets } from './brand-secrets.ts'

/** What serving tills needs. */
export type TillDesk = {
  database: Database
  vault: DataVault
  /** Under which members' own keys lie. */
  masters: MasterKeys
  secrets: BrandSecrets
  balances: Balances
  /** Hands a signed code over. */
  relay: Desk
  /** Opens the codes that members show. */
  payCodeKey: Uint8Array
  /** Where members confirm; null without a portal. */
  portalUrl: () => Promise<string | null>
  now: () => Date
  /** So many random bytes. */
  random: (bytes: number) => Hex
}

import type { Hex } from 'viem'
import type { BrandRules } from './brand-rules.ts'
import type { ShopScope } from './identify.ts'
import type { LedgerWindow } from './ledger-window.ts'

/** What is needed to apply the events of one delivery. */
export type LedgerContext = {
  window: LedgerWindow
  brandId: number
  /** The shop that told it. */
  scope: ShopScope
  rules: readonly BrandRules[]
  pepper: Hex
  claimSeed: Hex
  /** So many random bytes. */
  random: (bytes: number) => Hex
}

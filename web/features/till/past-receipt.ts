import type { CurrencyCode } from '../../i18n/currencies.ts'
import type { BasketLine } from './draft.ts'

/** What this till sold: lines to take back by name. Nothing of whoever bought. */
export interface PastReceipt {
  order: string
  at: string
  currency: CurrencyCode
  lines: readonly BasketLine[]
  /** What of it points paid for, in µ of the currency. */
  tender: bigint
}

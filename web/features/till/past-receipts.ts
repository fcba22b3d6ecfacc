import type { CurrencyCode } from '../../i18n/currencies.ts'
import { type BasketLine, type Draft, tenderOf } from './draft.ts'
import { allKept, drop, keep } from './till-store.ts'

/** What this till sold: lines to take back by name. Nothing of whoever bought. */
export interface PastReceipt {
  order: string
  at: string
  currency: CurrencyCode
  lines: readonly BasketLine[]
  /** What of it points paid for, in µ of the currency. */
  tender: bigint
}

const MOST = 300

export async function keepReceipt(draft: Draft & { at: string }, currency: CurrencyCode): Promise<void> {
  const { order, at, lines } = draft
  const receipt: PastReceipt = { order, at, currency, lines, tender: tenderOf(draft) }
  await keep('receipts', order, receipt)
  for (const old of (await pastReceipts()).slice(MOST)) await drop('receipts', old.order)
}

/** The newest first. */
export async function pastReceipts(): Promise<PastReceipt[]> {
  const all = await allKept<PastReceipt>('receipts')
  return all.toSorted((a, b) => (a.at < b.at ? 1 : -1))
}

import type { CurrencyCode } from '../../i18n/currencies.ts'
import { type Draft, tenderOf } from './draft.ts'
import type { PastReceipt } from './past-receipt.ts'
import { allKept, drop, keep } from './till-store.ts'

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

import type { LedgerOrder, LedgerWindow, StoredReturn } from './ledger-window.ts'
import { hasUnknownLine } from './returned-lines.ts'

/** What came back of a line that its sale does not have took nothing: somebody has to know. */
export function alertUnknownLines(
  window: LedgerWindow,
  { number, provider, sale }: LedgerOrder,
  returns: readonly StoredReturn[],
): void {
  if (!sale || !returns.some((each) => hasUnknownLine(sale, each))) return
  window.alerts.push({ kind: 'returnUnknownLine', subject: String(number), detail: { order: number, provider } })
}

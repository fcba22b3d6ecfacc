import type { ErasedNames } from './erased-names.ts'

/** What an entry of the ledger was booked for, where a refund's own name stands in it. */
export function erasedSource(names: ErasedNames, [provider, shop]: readonly [string, string], source: string): string {
  const match = /^(refund|undone):(.+)$/s.exec(source)
  return match ? `${match[1]}:${names.refund(provider, shop, match[2] ?? '')}` : source
}

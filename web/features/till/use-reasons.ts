import { useText } from '../../i18n/provider.tsx'
import { tillSale } from '../../messages/till-sale.ts'
import type { Reason } from './till-types.ts'

/** Why a line or a sale earned what it did, in words. */
export function useReasons(): (reasons: readonly Reason[]) => string {
  const { reasons: words } = useText(tillSale)
  return (reasons) => reasons.map((reason) => words[reason]).join(' ')
}

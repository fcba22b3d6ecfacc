import type { ReactNode } from 'react'
import { VERBS } from '../../../chain/intents/typed-data.ts'
import { formatShare } from '../../../chain/codec/share.ts'
import { AddressText } from '../../components/address-text.tsx'
import type { Formatter } from '../../i18n/formatter.ts'

export interface EventWords {
  format: Formatter
  brand: (id: number) => string | undefined
  cause: (id: number) => string | undefined
}

/** Fields that only a machine can use: they are in the event's own words (lots) or repeat another field. */
const quiet = new Set(['lots', 'lotsIn', 'lotsOut', 'x', 'y', 'slot', 'reason', 'index', 'legs'])

export const isShown = (field: string): boolean => !quiet.has(field)

/** A field of an event, as people read it. */
export function eventValue(field: string, value: unknown, { format, brand, cause }: EventWords): ReactNode {
  if (/brandId$/i.test(field)) return brand(Number(value)) ?? String(value)
  if (field === 'causeId') return cause(Number(value)) ?? String(value)
  if (field === 'verb') return VERBS[Number(value)] ?? String(value)
  if (typeof value === 'bigint') return amount(field, value, format)
  if (typeof value === 'string' && /^0x[0-9a-fA-F]{40,64}$/.test(value))
    return <AddressText value={value as `0x${string}`} />
  return typeof value === 'object' ? null : String(value)
}

function amount(field: string, value: bigint, format: Formatter): string {
  if (/points|taken|total|short/i.test(field)) return format.points(value)
  if (field === 'value' || field === 'amount') return format.exactMoney(value)
  if (/At$/.test(field)) return format.dateTime(value)
  if (field === 'share') return `${formatShare(value)} %`
  if (/delay/i.test(field)) return format.count(Number(value / 86_400n)) + ' d'
  return value.toString()
}

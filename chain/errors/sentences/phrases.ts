import { formatMoney } from '../../codec/money.ts'
import { formatPoints } from '../../codec/points.ts'
import { formatTime } from '../../codec/time.ts'

/** What happened and, where something can be done about it, what. */
export type Sentence = (args: Record<string, unknown>) => [sentence: string, hint?: string]

export const points = (value: unknown): string => `${formatPoints(BigInt(value as bigint))} points`
export const usd = (value: unknown): string => `${formatMoney(BigInt(value as bigint))} USD`
export const time = (value: unknown): string => formatTime(BigInt(value as bigint))
/** In the middle of a sentence, and at its beginning. */
export const brand = (id: unknown): string => `brand ${id}`
export const sayBrand = (id: unknown): string => `Brand ${id}`
export const BUG = 'This is a fault of the calling program; report it with the command you ran.'

import { parsePoints } from '../../../chain/codec/points.ts'

/** What somebody typed as points: an amount, nothing yet, or no amount. A comma counts as a point. */
export function parseAmount(text: string): bigint | 'empty' | 'bad' {
  const plain = text.trim().replace(',', '.').replace(/\.$/, '')
  if (plain === '') return 'empty'
  try {
    return parsePoints(plain)
  } catch {
    return 'bad'
  }
}

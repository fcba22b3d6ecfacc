import type { MovementRow } from '../../graphql/rows.ts'

/** Page on which a movement is proven: its receipt, where there is one. */
export function receiptLink({ kind, id }: MovementRow): string | undefined {
  if (kind === 'donated') return `/giving/${id}`
  return kind === 'earned' || kind === 'paid' || kind === 'redeemed' ? `/receipts/${id}` : undefined
}

import { formatDecimal } from '../../chain/codec/decimal.ts'
import type { Device } from './device.ts'
import { TillError } from './till-error.ts'

export type PaymentState = 'requested' | 'confirmed' | 'done' | 'cancelled' | 'timedOut' | 'failed' | 'paidLate'

/** A payment that a till asked for, as it is stored; values in µ. */
export type PaymentRow = {
  id: string
  brand_id: bigint
  account: string
  device: number
  location: string
  order_id: string
  order_text: string
  reference: `0x${string}`
  value: bigint
  shown_currency: string | null
  shown_amount: bigint | null
  member: string | null
  state: PaymentState
  version: number
  intent_digest: string | null
  intent_member: string | null
  confirmed_at: Date | null
  accepted_at: Date | null
  accepted_value: bigint | null
  paid_member: string | null
  paid_value: bigint | null
  paid_transaction: string | null
  paid_block: bigint | null
  refunded_at: Date | null
  problem_code: string | null
  problem_detail: string | null
  sale: string | null
  created_at: Date
  expires_at: Date
}

export const isOpenPayment = ({ state }: Pick<PaymentRow, 'state'>): boolean =>
  state === 'requested' || state === 'confirmed'

export const unknownPayment = (): TillError =>
  new TillError('UnknownPayment', { status: 404, sentence: 'This brand asked for no such payment.' })

/** How the brand gives points back that nobody should have paid. By reference: an order's name would outlive its buyer's erasing. */
export function refundCommand(brand: string, { reference, paid_member }: PaymentRow): string {
  return `points refund ${brand} ${reference} --member ${paid_member ?? 'ADDRESS'} --as ${brand}-minter`
}

const valueText = (value: bigint): string => formatDecimal(value, { decimals: 6, minimum: 2 })

export type ViewFacts = { portalUrl: string | null; floorLimit: bigint }

/** A payment as its till sees it; of members it tells nothing. */
export function viewOfPayment(row: PaymentRow, { brand }: Pick<Device, 'brand'>, { portalUrl, floorLimit }: ViewFacts) {
  const { id, value, state, version, reference, shown_currency, shown_amount } = row
  const waits = state === 'confirmed' && row.accepted_at === null
  return {
    ...{ id, order: row.order_id, value: valueText(value) },
    ...(shown_currency === null ? {} : { shown: { currency: shown_currency, amount: valueText(shown_amount ?? 0n) } }),
    ...{ state, version, accepted: row.accepted_at !== null, acceptable: waits && value <= floorLimit },
    link: portalUrl === null ? null : linkOf(portalUrl, brand, row),
    reference,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    ...(row.paid_transaction === null
      ? {}
      : {
          paid: {
            value: valueText(row.paid_value ?? 0n),
            transaction: row.paid_transaction,
            block: (row.paid_block ?? 0n).toString(),
          },
        }),
    ...(row.refunded_at === null ? {} : { refundedAt: row.refunded_at.toISOString() }),
    ...(row.problem_code === null ? {} : { problem: { code: row.problem_code, detail: row.problem_detail ?? '' } }),
  }
}

function linkOf(portalUrl: string, brand: string, { value, order_text }: PaymentRow): string {
  const link = new URL('/pay', portalUrl)
  link.search = new URLSearchParams({ brand, amount: value.toString(), order: order_text }).toString()
  return link.href
}

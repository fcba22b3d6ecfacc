import type { CurrencyCode } from '../../i18n/currencies.ts'
import { microsOf, moneyText, splitTaxDown } from './till-amounts.ts'
import type { TillDevice } from './till-device.ts'
import type { BasketAnswer, MemberAnswer, PaymentAnswer, Reason } from './till-types.ts'

/** Amounts in µ, tax inside. */
export interface BasketLine {
  id: string
  name: string
  price: bigint
  quantity: number
  giftCard: boolean
}

/** Who the sale is for: found by the service, or what they showed while it could not be asked. */
export type Buyer =
  | ({ kind: 'found' } & MemberAnswer)
  | { kind: 'enrolled'; member: string; alias: string }
  | { kind: 'shown'; shown: { qr: string } | { card: string }; at: string }

/** A sale before it is finished; kept in the browser at every change. */
export interface Draft {
  sale: string
  order: string
  lines: readonly BasketLine[]
  /** Number of the next line. */
  next: number
  buyer: Buyer | undefined
  payments: readonly PaymentAnswer[]
  /** Given once, at the enrolment: it goes on this receipt and on no other. */
  claimLink: string | null
  /** When it was first told to be finished. */
  at: string | undefined
  finished: Finished | undefined
}

export type Finished =
  { kind: 'booked'; earned: string; activeFrom: string; reasons: readonly Reason[] } | { kind: 'queued' }

const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Short enough to be read out, and no two tills of a brand make the same. */
export function newDraft({ device }: Pick<TillDevice, 'device'>): Draft {
  const random = crypto.getRandomValues(new Uint8Array(8))
  const letters = [...random].map((byte) => LETTERS.charAt(byte % LETTERS.length)).join('')
  const empty = { lines: [], next: 1, buyer: undefined, payments: [], claimLink: null }
  return { sale: crypto.randomUUID(), order: `${device}-${letters}`, ...empty, at: undefined, finished: undefined }
}

export const grossOf = ({ price, quantity }: BasketLine): bigint => price * BigInt(quantity)

export const totalOf = ({ lines }: Pick<Draft, 'lines'>): bigint => lines.reduce((sum, line) => sum + grossOf(line), 0n)

export function taxOf({ lines }: Pick<Draft, 'lines'>, taxBasisPoints: number): bigint {
  return lines.reduce((sum, line) => sum + splitTaxDown(grossOf(line), taxBasisPoints).tax, 0n)
}

/** A line as the API takes it. */
export function lineBody(line: BasketLine, taxBasisPoints: number) {
  const { net, tax } = splitTaxDown(grossOf(line), taxBasisPoints)
  const { id, name, quantity, giftCard } = line
  return {
    ...{ id, ...(name === '' ? {} : { product: name }), quantity: String(quantity) },
    ...{ net: moneyText(net), tax: moneyText(tax), giftCard },
  }
}

/** What a payment counts for in the till's currency. */
export const paidOf = ({ shown, value }: PaymentAnswer): bigint => microsOf(shown?.amount ?? value)

/** Payments a sale may name: in a block, or taken at the shop's risk. */
export const isPaid = ({ state, accepted }: PaymentAnswer): boolean =>
  state === 'done' || (state === 'confirmed' && accepted)

export const isOpen = ({ state, accepted }: PaymentAnswer): boolean =>
  state === 'requested' || (state === 'confirmed' && !accepted)

export const tenderOf = ({ payments }: Pick<Draft, 'payments'>): bigint =>
  payments.filter(isPaid).reduce((sum, payment) => sum + paidOf(payment), 0n)

/** How a request names the buyer: by handle, or by what was shown. */
export function memberBody(buyer: Buyer | undefined): string | { qr: string } | { card: string } | undefined {
  if (buyer === undefined) return undefined
  return buyer.kind === 'shown' ? buyer.shown : buyer.member
}

/** The sale as the API takes it, the same at every try. */
export function saleBody(draft: Draft & { at: string }, currency: CurrencyCode, taxBasisPoints: number) {
  const { sale, order, at, lines, buyer, payments } = draft
  const member = memberBody(buyer)
  return {
    ...{ sale, order, at, currency, ...(member === undefined ? {} : { member }) },
    lines: lines.map((line) => lineBody(line, taxBasisPoints)),
    payments: payments.filter(isPaid).map(({ id }) => id),
  }
}

export type SaleBody = ReturnType<typeof saleBody>

export const finishedBy = ({ earned, activeFrom, reasons }: BasketAnswer): Finished => ({
  kind: 'booked',
  ...{ earned, activeFrom, reasons },
})

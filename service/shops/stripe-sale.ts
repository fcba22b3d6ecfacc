import { ACCOUNT_NOTE, customerOf, noteOf, TENDER_NOTE, tenderOf } from './customer-of.ts'
import { UnreadableDelivery } from './delivery-error.ts'
import { microOfMinor } from './micro.ts'
import type { Sale, SaleLine } from './shop-event.ts'
import { stripeExponent } from './currency-exponent.ts'
import type { StripeLine, StripeSession } from './stripe-schema.ts'

type Money = (amount: string | null | undefined) => bigint

/** @param asked The session's lines, where the API was asked: the event has none. */
export function stripeSale(
  session: StripeSession,
  { at, test }: { at: string; test: boolean },
  asked?: StripeLine[],
): Sale {
  const { currency } = session
  if (!currency) throw new UnreadableDelivery('the session names no currency')
  const money: Money = (amount) => microOfMinor(amount ?? '0', stripeExponent(currency))
  const notes = Object.entries(session.metadata ?? {}).map(([name, value]) => ({ name, value }))
  const lines = asked ? asked.map((line) => saleLine(line, money)) : [wholeLine(session, money)]
  if (asked) checkSum(session, asked, money)

  return {
    ...{ kind: 'sale', orderId: session.id, at, paidAt: at, test, currency, channel: 'web' },
    customer: customerOf({
      id: session.customer,
      email: session.customer_details?.email ?? session.customer_email,
      phone: session.customer_details?.phone,
      account: noteOf(notes, ACCOUNT_NOTE),
    }),
    lines,
    total: money(session.amount_total),
    pointsTender: tenderOf(noteOf(notes, TENDER_NOTE)),
    paymentIds: session.payment_intent ? [session.payment_intent] : [],
  }
}

/** Without lines: everything but tax and shipping, as one. */
function wholeLine(session: StripeSession, money: Money): SaleLine {
  const { tax, shipping } = besidesGoods(session, money)
  const net = money(session.amount_total) - tax - shipping
  return { lineId: 'all', quantity: '1', net: net > 0n ? net : 0n, tax, giftCard: false }
}

/** Tax without that on shipping, and shipping with it; an older event tells shipping only without its tax. */
function besidesGoods({ shipping_cost: cost, total_details: details }: StripeSession, money: Money) {
  const tax = money(details?.amount_tax)
  if (!cost) return { tax, shipping: money(details?.amount_shipping) }
  return { tax: tax - money(cost.amount_tax), shipping: money(cost.amount_total) }
}

function saleLine(line: StripeLine, money: Money): SaleLine {
  const tax = money(line.amount_tax)
  const net = money(line.amount_total) - tax
  return {
    lineId: line.id,
    sku: line.price?.id,
    product: line.price?.product ?? undefined,
    quantity: line.quantity ?? '1',
    net: net > 0n ? net : 0n,
    tax,
    giftCard: false,
  }
}

/** The lines with their tax and the shipping with its tax are what was paid: else a page of lines is missing. */
function checkSum(session: StripeSession, lines: StripeLine[], money: Money): void {
  const cost = session.shipping_cost
  if (!cost && money(session.total_details?.amount_shipping) > 0n) return
  const sum = lines.reduce((total, line) => total + money(line.amount_total), money(cost?.amount_total))
  if (sum !== money(session.amount_total)) throw new UnreadableDelivery('the lines do not add up to what was paid')
}

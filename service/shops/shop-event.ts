import type { Address } from 'viem'

export const PROVIDERS = ['shopify', 'woocommerce', 'square', 'stripe', 'generic', 'till'] as const

export type Provider = (typeof PROVIDERS)[number]

/** What a shop or a till tells, the same for every provider. Money in 10^-6 of the order's currency. */
export type ShopEvent = Sale | Return | ReturnUndone | RefundList | Cancel | PrivacyRequest

type Common = {
  /** When it happened at the shop: ISO 8601, UTC. */
  at: string
  /** Made with the provider's test mode: nothing may be minted for it in a live shop. */
  test: boolean
}

/** The order is paid. The same order may be told again: the higher version wins, without versions the first. */
export type Sale = Common & {
  kind: 'sale'
  orderId: string
  version?: bigint | undefined
  /** ISO 8601, UTC. */
  paidAt: string
  /** ISO 4217. */
  currency: string
  channel: 'web' | 'store' | 'phone'
  location?: string | undefined
  staff?: string | undefined
  customer?: Customer | undefined
  lines: SaleLine[]
  /** All that was paid: goods, tax, shipping, tips, gift cards; with points too. A refund by amount is a share of it. */
  total: bigint
  /** The part of it that was paid with points. */
  pointsTender: bigint
  /** To join refunds that name only the payment. A payment belongs to one order of a shop. */
  paymentIds?: string[] | undefined
}

/** Personal values as they came: kept in memory only. */
export type Customer = {
  id?: string | undefined
  email?: string | undefined
  phone?: string | undefined
  /** Where the points are to go, if the shop knows. */
  account?: Address | undefined
}

export type SaleLine = {
  lineId: string
  sku?: string | undefined
  product?: string | undefined
  categories?: string[] | undefined
  /** Decimal text; goods are also sold by weight. */
  quantity: string
  /** After discounts, without tax; never below zero. */
  net: bigint
  tax: bigint
  giftCard: boolean
}

/** Goods or money came back. Known by `refundId`, once per shop; names its order, or only the payment. */
export type Return = Common & {
  kind: 'return'
  refundId: string
  orderId?: string | undefined
  paymentId?: string | undefined
  /** What came back, where the shop says; else the share `amount` ÷ the sale's `total` came back. */
  lines?: ReturnLine[] | undefined
  /** The money that went back, tax and shipping included. */
  amount: bigint
  /** Of `amount`, where the shop says it; another one than the sale's cannot be compared. */
  currency?: string | undefined
  /** What of it counts, where the shop says that itself. */
  basis?: bigint | undefined
  /** All of the order came back. */
  full?: boolean | undefined
  /** Who took it back, where the shop says so. */
  staff?: string | undefined
}

export type ReturnLine = {
  lineId: string
  quantity: string
  /** Without tax. Left out where the shop's figure may hold tax: then the sold line's net by quantity. */
  net?: bigint | undefined
}

/** A return that did not happen after all, or was deleted. May come before the return: it then never counts. */
export type ReturnUndone = Common & {
  kind: 'returnUndone'
  refundId: string
  orderId?: string | undefined
  paymentId?: string | undefined
}

/** All refunds the order has now: returns known here and not listed are undone. An older version changes nothing. */
export type RefundList = Common & {
  kind: 'refundList'
  orderId: string
  version?: bigint | undefined
  refundIds: string[]
}

/** The whole order comes back. With a version, a sale of a higher one makes the order good again. */
export type Cancel = Common & {
  kind: 'cancel'
  orderId: string
  version?: bigint | undefined
  staff?: string | undefined
}

export type PrivacyRequest = Common & {
  kind: 'privacy'
  request: 'data' | 'redactCustomer' | 'redactShop'
  customer?: Customer | undefined
  orderIds: string[]
}

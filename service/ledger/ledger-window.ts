import type { LineReason } from '../../loyalty/earn-sale.ts'
import type { Identifier } from './identify.ts'

/** A member as the books of one brand have it; points in 0.01 point. */
export type LedgerMember = {
  number: number
  externalId: string
  claimKey: string
  claimAddress: string
  account: string | null
  debt: bigint
  earned: bigint
  credited: bigint
  reversed: bigint
  run: number
}

/** What is kept of a sale's line: nothing personal. */
export type StoredLine = {
  id: string
  sku?: string | undefined
  product?: string | undefined
  categories?: string[] | undefined
  quantity: string
  net: string
  tax: string
  giftCard: boolean
}

/** Why a sale earned what it did: amounts as text, lines with their share and the reasons for it. */
export type Breakdown = {
  eligible: string
  basis: string
  /** 0.01 point; the shares of the lines sum to it. */
  earned: string
  lines: { lineId: string; points: string; excluded: boolean; reasons: LineReason[] }[]
}

/** A refund as it was told. */
export type StoredReturn = {
  provider: string
  shop: string
  refundId: string
  orderNumber: number | null
  paymentId: string | null
  happenedAt: Date
  /** False where only its undoing came so far. */
  known: boolean
  amount: bigint
  /** Null where it is the sale's. */
  currency: string | null
  basis: bigint | null
  whole: boolean
  lines: { lineId: string; quantity: string; net: string | null }[] | null
  /** Who took it back. */
  staff: string | null
  undone: boolean
}

/** What is told of a sale; null before it came. */
export type StoredSale = {
  digest: string
  version: bigint | null
  toldAt: Date
  paidAt: Date
  currency: string
  channel: string
  location: string | null
  staff: string | null
  total: bigint
  tender: bigint
  lines: StoredLine[]
  breakdown: Breakdown
  ruleVersion: number
  returnWindow: number
  maturesAt: Date
}

/** One order of a shop with everything that was told of it. */
export type LedgerOrder = {
  number: number
  provider: string
  shop: string
  orderId: string
  /** 0 where nobody is known to have bought it. */
  member: number
  reference: string
  salt: string
  date: string
  original: bigint
  remaining: bigint
  earned: bigint
  taken: bigint
  run: number
  sale: StoredSale | null
  revision: number
  cancelled: boolean
  cancelVersion: bigint | null
  refundList: string[] | null
  refundListVersion: bigint | null
  outside: bigint
  kept: bigint
  given: bigint
  /** Share of what was paid with points that has to go back, and what of it did, in 10^-18. */
  refundShare: bigint
  refundDone: bigint
  returns: StoredReturn[]
}

export type LedgerEntryKind = 'earn' | 'adjust' | 'return' | 'undo'

export type LedgerEntry = {
  member: number
  kind: LedgerEntryKind
  points: bigint
  orderNumber: number
  source: string
  detail: Record<string, unknown> | null
  happenedAt: string
}

const SEPARATOR = '\u0000'
export const keyOf = (...parts: string[]): string => parts.join(SEPARATOR)

/** The part of a brand's books that one window of deliveries touches, and what it changed in it. */
export class LedgerWindow {
  readonly members = new Map<number, LedgerMember>()
  /** Members by what they are known by. */
  readonly known = new Map<string, number>()
  readonly orders = new Map<string, LedgerOrder>()
  readonly ordersByNumber = new Map<number, LedgerOrder>()
  readonly returns = new Map<string, StoredReturn>()
  readonly payments = new Map<string, number>()

  readonly changedMembers = new Set<LedgerMember>()
  readonly changedOrders = new Set<LedgerOrder>()
  readonly changedReturns = new Set<StoredReturn>()
  readonly addedIdentifiers: { identifier: Identifier; member: number }[] = []
  readonly addedPayments: { provider: string; shop: string; paymentId: string; orderNumber: number }[] = []
  readonly entries: LedgerEntry[] = []
  /** Orders that now have a sale, and payments whose order is known: what waited for them is settled. */
  readonly arrivedOrders = new Set<LedgerOrder>()
  /** What somebody has to look at. */
  readonly alerts: { kind: string; subject: string; detail: Record<string, unknown> }[] = []
  nextMember: number
  nextOrder: number

  constructor({ nextMember, nextOrder }: { nextMember: number; nextOrder: number }) {
    this.nextMember = nextMember
    this.nextOrder = nextOrder
  }

  addOrder(order: LedgerOrder): void {
    this.orders.set(keyOf(order.provider, order.shop, order.orderId), order)
    this.ordersByNumber.set(order.number, order)
  }

  addReturn(stored: StoredReturn): void {
    this.returns.set(keyOf(stored.provider, stored.shop, stored.refundId), stored)
    if (stored.orderNumber !== null) this.ordersByNumber.get(stored.orderNumber)?.returns.push(stored)
  }

  orderOfPayment(provider: string, shop: string, paymentId: string): LedgerOrder | undefined {
    const number = this.payments.get(keyOf(provider, shop, paymentId))
    return number === undefined ? undefined : this.ordersByNumber.get(number)
  }
}

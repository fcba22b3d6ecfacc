/** The most a packed balance lane holds, in 0.01 point. */
export const MAX_CREDIT = 2n ** 40n - 1n

/** What the batch needs to know of an order. */
export type BatchOrder = {
  number: number
  orderId: string
  reference: string
  salt: string
  date: string
  member: { number: number; externalId: string; address: string }
}

/** One leaf of a batch: an order's net points. */
export type BatchPurchase = { order: BatchOrder; points: bigint }

/** A batch that is complete: one credit per address, ascending, and the purchases behind them. */
export type SealedBatch = {
  sequence: bigint
  credits: { address: string; points: bigint }[]
  purchases: BatchPurchase[]
}

export type BatchLimits = { members: number; purchases: number }

export const BATCH_LIMITS: BatchLimits = { members: 500, purchases: 10_000 }

/**
 * Collects credits until another member would be one too many. Where a credit and its return fall in the same batch, only
 * the net remains. What a batch holds follows from the lines alone, never from time.
 */
export class OpenBatch {
  #sequence: bigint
  #purchases = new Map<number, BatchPurchase>()
  #addresses = new Map<string, bigint>()
  readonly #limits: BatchLimits
  readonly #seal: (batch: SealedBatch) => void

  constructor(options: { sequence: bigint; limits: BatchLimits; seal: (batch: SealedBatch) => void }) {
    this.#sequence = options.sequence
    this.#limits = options.limits
    this.#seal = options.seal
  }

  pointsOf(order: { number: number }): bigint {
    return this.#purchases.get(order.number)?.points ?? 0n
  }

  credit(order: BatchOrder, points: bigint): void {
    const { address } = order.member
    const newAddress = !this.#addresses.has(address)
    const newPurchase = !this.#purchases.has(order.number)
    if (newAddress && this.#addresses.size >= this.#limits.members) this.seal()
    else if (newPurchase && this.#purchases.size >= this.#limits.purchases) this.seal()

    const total = (this.#addresses.get(address) ?? 0n) + points
    if (total > MAX_CREDIT) {
      throw new RangeError(`order ${order.orderId} would credit more points at once than a balance can hold.`)
    }
    const purchase = this.#purchases.get(order.number)
    if (purchase) purchase.points += points
    else this.#purchases.set(order.number, { order: remember(order), points })
    this.#addresses.set(address, total)
  }

  /** Takes at most `points` of what the order has in this batch; returns what was taken. */
  takeBack(order: { number: number }, points: bigint): bigint {
    const purchase = this.#purchases.get(order.number)
    if (!purchase) return 0n
    const taken = points < purchase.points ? points : purchase.points
    const { address } = purchase.order.member
    const left = (this.#addresses.get(address) ?? 0n) - taken
    purchase.points -= taken
    if (purchase.points === 0n) this.#purchases.delete(order.number)
    if (left === 0n) this.#addresses.delete(address)
    else this.#addresses.set(address, left)
    return taken
  }

  /** Closes the batch; nothing happens where it is empty. */
  seal(): void {
    if (this.#addresses.size === 0) return
    const credits = [...this.#addresses].map(([address, points]) => ({ address, points }))
    credits.sort((a, b) => (a.address < b.address ? -1 : 1))
    this.#seal({ sequence: this.#sequence, credits, purchases: [...this.#purchases.values()] })
    this.#sequence += 1n
    this.#purchases = new Map()
    this.#addresses = new Map()
  }
}

/** Keeps what the receipt needs and lets go of the rest. */
function remember({ number, orderId, reference, salt, date, member }: BatchOrder): BatchOrder {
  const { number: memberNumber, externalId, address } = member
  return { number, orderId, reference, salt, date, member: { number: memberNumber, externalId, address } }
}

import { cancelLine, type BoughtLine, type OpenOrder } from '../../loyalty/cancel-line.ts'
import { earnRun } from '../../loyalty/earn-run.ts'
import type { SkipReason } from '../../loyalty/line-rule.ts'
import type { Rate } from '../../loyalty/rate.ts'
import type { FileLine } from '../order-files/file-line.ts'
import { OrderFileError } from '../order-files/order-file-error.ts'
import type { OpenBatch } from './open-batch.ts'

/** A member as the books of one brand have it; points in 0.01 point. */
export type BookMember = {
  number: number
  externalId: string
  address: string
  debt: bigint
  earned: bigint
  credited: bigint
  reversed: bigint
  /** The member's orders, newest first; loaded where the window has a return of this member. */
  orders: BookOrder[]
}

export type BookLine = BoughtLine & { orderNumber: number; position: number; quantity: bigint; digest: bigint }

/** What an order was credited in one batch that is sealed, and what of it was taken back since. */
export type SealedCredit = { sequence: bigint; address: string; points: bigint; reversed: bigint; open: boolean }

export type BookOrder = Omit<OpenOrder, 'lines' | 'reversible'> & {
  number: number
  orderId: string
  member: BookMember
  reference: string
  salt: string
  date: string
  positions: number
  /** Newest first. */
  lines: BookLine[]
  credits: SealedCredit[]
}

/** What one line did. */
export type LineOutcome = 'credited' | 'returned' | 'alreadyImported' | SkipReason

export type BookEvents = {
  memberChanged: (member: BookMember) => void
  orderChanged: (order: BookOrder) => void
  lineAdded: (order: BookOrder, line: BookLine) => void
  lineTaken: (line: BookLine) => void
  creditReversed: (order: BookOrder, credit: SealedCredit, points: bigint) => void
}

export type BookTotals = {
  earned: bigint
  credited: bigint
  reversed: bigint
  repaid: bigint
  owed: bigint
  salesValue: bigint
  returnsValue: bigint
}

/** Applies the import rule, line by line, to members and orders that are held in memory. */
export class Book {
  readonly totals: BookTotals = {
    earned: 0n,
    credited: 0n,
    reversed: 0n,
    repaid: 0n,
    owed: 0n,
    salesValue: 0n,
    returnsValue: 0n,
  }
  #run: { order: BookOrder; line: FileLine } | undefined
  readonly #rate: Rate
  readonly #batch: OpenBatch
  readonly #events: BookEvents

  constructor(options: { rate: Rate; batch: OpenBatch; events: BookEvents }) {
    this.#rate = options.rate
    this.#batch = options.batch
    this.#events = options.events
  }

  /** Order whose lines are being read; its run is not earned yet. */
  get openOrder(): BookOrder | undefined {
    return this.#run?.order
  }

  /** Goes on with the same order after its state was written down and read again. */
  reopen(order: BookOrder): void {
    if (this.#run) this.#run.order = order
  }

  /** A line of another order ends the run. */
  endRunBefore(orderId: string): void {
    if (this.#run && this.#run.line.order !== orderId) this.endRun()
  }

  endRun(): void {
    const run = this.#run
    this.#run = undefined
    if (!run) return
    const { order, line } = run
    const { earned, repaid, credited } = earnRun(order, order.member.debt, this.#rate)
    order.earned += earned
    order.member.debt -= repaid
    order.member.earned += earned
    order.member.credited += credited
    this.totals.earned += earned
    this.totals.repaid += repaid
    this.totals.credited += credited
    this.#events.orderChanged(order)
    this.#events.memberChanged(order.member)
    if (credited > 0n) this.#credit(order, credited, line)
  }

  sell(order: BookOrder, line: FileLine, digest: bigint): void {
    const added = this.#addLine(order, line, digest)
    order.lines.unshift(added)
    const value = line.quantity * line.price
    order.original += value
    order.remaining += value
    this.totals.salesValue += value
    this.#run ??= { order, line }
  }

  takeBack(order: BookOrder, line: FileLine, digest: bigint): void {
    this.endRun()
    this.#addLine(order, line, digest)
    this.totals.returnsValue += line.quantity * line.price
    const member = order.member
    const orders = member.orders.map((each) => ({ ...each, reversible: this.#reversible(each), source: each }))
    const returned = { item: line.item, quantity: -line.quantity, price: line.price }
    const cancellation = cancelLine(orders, returned, this.#rate)

    for (const { line: sold, quantity } of cancellation.lines) {
      sold.left -= quantity
      this.#events.lineTaken(sold)
    }
    for (const each of cancellation.orders) {
      const source = each.order.source
      source.remaining -= each.value
      source.taken += each.debit
      this.#reverse(source, each.reversed)
      this.#events.orderChanged(source)
    }
    member.debt += cancellation.owed
    this.totals.owed += cancellation.owed
    this.#events.memberChanged(member)
  }

  #addLine(order: BookOrder, line: FileLine, digest: bigint): BookLine {
    const { item, quantity, price } = line
    const left = quantity > 0n ? quantity : 0n
    const added = { orderNumber: order.number, position: order.positions, item, quantity, left, price, digest }
    order.positions += 1
    this.#events.lineAdded(order, added)
    this.#events.orderChanged(order)
    return added
  }

  #credit(order: BookOrder, points: bigint, line: FileLine): void {
    try {
      this.#batch.credit(order, points)
    } catch (error) {
      throw error instanceof RangeError ? new OrderFileError(error.message, { line: line.line, cause: error }) : error
    }
  }

  #reversible(order: BookOrder): bigint {
    const sealed = order.credits.reduce((sum, each) => sum + (each.open ? each.points - each.reversed : 0n), 0n)
    return sealed + this.#batch.pointsOf(order)
  }

  /** Takes from the batch that is still open first, then from the newest credit of the order. */
  #reverse(order: BookOrder, points: bigint): void {
    order.member.reversed += points
    this.totals.reversed += points
    let rest = points - this.#batch.takeBack(order, points)
    for (const credit of order.credits) {
      const available = credit.open ? credit.points - credit.reversed : 0n
      const taken = rest < available ? rest : available
      if (taken === 0n) continue
      credit.reversed += taken
      rest -= taken
      this.#events.creditReversed(order, credit, taken)
    }
    if (rest > 0n) throw new Error(`Order ${order.orderId} has ${rest} fewer points to take back than its credits say.`)
  }
}

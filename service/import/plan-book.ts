import { randomBytes } from 'node:crypto'
import { type Hex, toHex } from 'viem'
import type { SkipReason, SourceLine } from '../../loyalty/line-rule.ts'
import type { Rate } from '../../loyalty/rate.ts'
import type { Transaction } from '../database/open-database.ts'
import { memberClaim } from '../keys/claim-keys.ts'
import type { FileLine } from '../order-files/file-line.ts'
import { purchaseReference } from '../receipts/purchase-reference.ts'
import { purchasesRoot } from '../receipts/purchases-root.ts'
import { Book, type BookEvents, type BookMember } from './book.ts'
import type { RowJournal } from './book-rows.ts'
import { BookWindow, type WindowMember, type WindowOrder } from './book-window.ts'
import { flushWindow, SealedRows } from './flush-window.ts'
import { ImportCounts } from './import-summary.ts'
import { lineDigest } from './line-digest.ts'
import { type BookScope, loadNamed, loadReturns } from './load-window.ts'
import { type BatchLimits, OpenBatch, type SealedBatch } from './open-batch.ts'

export type PlanOptions = {
  scope: BookScope
  rate: Rate
  skip: (line: SourceLine) => SkipReason | undefined
  limits: BatchLimits
  returnWindow: number
  claimSeed: Hex
  /** Accounts of members who have one, by member id. */
  accountOf: (externalId: string) => string | undefined
  /** Whether this was the name of somebody who was erased. */
  wasErased?: ((externalId: string) => boolean) | undefined
  /** Chain time; credits whose return window is over by then become debt. */
  now: bigint
  firstSequence: bigint
  nextMember: number
  nextOrder: number
  journal?: RowJournal | undefined
}

/** Applies a whole file to the books, window by window, inside one database transaction. */
export class PlanBook {
  readonly counts = new ImportCounts()
  readonly book: Book
  points = 0n
  batches = 0
  asked = 0n
  readonly #sql: Transaction
  readonly #options: PlanOptions
  readonly #batch: OpenBatch
  #window = new BookWindow()
  #sealed = new SealedRows()
  #nextMember: number
  #nextOrder: number

  constructor(sql: Transaction, options: PlanOptions) {
    this.#sql = sql
    this.#options = options
    this.#nextMember = options.nextMember
    this.#nextOrder = options.nextOrder
    const { firstSequence: sequence, limits } = options
    this.#batch = new OpenBatch({ sequence, limits, seal: (batch) => this.#keepSealed(batch) })
    this.book = new Book({ rate: options.rate, batch: this.#batch, events: this.#events() })
  }

  /** Applies one window of lines, in the order of the file, and writes down what changed. */
  async apply(lines: FileLine[]): Promise<void> {
    const { scope, skip, now } = this.#options
    const { wasErased } = this.#options
    const reasons = lines.map((line) => skip(line) ?? (wasErased?.(line.member) ? 'erasedCustomer' : undefined))
    const counted = lines.filter((_, i) => reasons[i] === undefined)
    await this.#load(counted)
    const digests = new Map(counted.map((line) => [line, lineDigest(line)]))
    const known = new Set(counted.filter((line) => this.#isKnown(line, digests.get(line) ?? 0n)))
    this.#keepSeen()
    const returns = counted.filter((line) => line.quantity < 0n && !known.has(line))
    await loadReturns(this.#sql, scope, this.#window, returns, now)

    for (const [i, line] of lines.entries()) {
      this.book.endRunBefore(line.order)
      const value = line.quantity * line.price
      this.counts.lines += 1
      this.counts.fileValue += value
      const reason = reasons[i] ?? (known.has(line) ? undefined : this.#applyLine(line, digests.get(line) ?? 0n))
      if (reason !== undefined) this.counts.skip(reason, value)
      else if (known.has(line)) {
        this.counts.alreadyImported += 1
        this.counts.alreadyValue += value
      }
    }
    await this.#flush()
  }

  /** Ends the last run and seals the last batch. */
  async finish(): Promise<void> {
    await this.#load([])
    this.book.endRun()
    this.#batch.seal()
    await this.#flush()
  }

  /** Reads what the lines name, and the order whose run is still open: the book goes on with what was just read. */
  async #load(lines: FileLine[]): Promise<void> {
    const { scope, accountOf } = this.#options
    const open = this.book.openOrder
    await loadNamed(this.#sql, scope, this.#window, lines, open?.orderId)
    const reread = open && this.#window.ordersByNumber.get(open.number)
    if (reread) this.book.reopen(reread)
    for (const member of this.#window.members.values()) {
      const account = accountOf(member.externalId)
      if (account === undefined || account === member.account) continue
      member.account = account
      member.address = account
      this.#window.changedMembers.add(member)
    }
  }

  #isKnown(line: FileLine, digest: bigint): boolean {
    const order = this.#window.orders.get(line.order)
    const positions = order && this.#window.unseen.get(order.number)?.get(digest)
    const position = positions?.pop()
    if (!order || position === undefined) return false
    this.#window.seenLines.push({ orderNumber: order.number, position })
    return true
  }

  /** Where all known lines of an order were repeated, one mark at the order is enough. */
  #keepSeen(): void {
    const { unseen, ordersByNumber, changedOrders } = this.#window
    for (const [number, lines] of unseen) {
      const order = ordersByNumber.get(number)
      if (!order || [...lines.values()].some((positions) => positions.length > 0)) continue
      order.seenRun = this.#options.scope.run
      changedOrders.add(order)
    }
    this.#window.dropSeenLines((number) => ordersByNumber.get(number)?.seenRun === this.#options.scope.run)
  }

  #applyLine(line: FileLine, digest: bigint): SkipReason | undefined {
    const known = this.#window.orders.get(line.order)
    if (known && known.member.externalId !== line.member) return 'anotherCustomersOrder'
    const member = this.#window.members.get(line.member) ?? this.#newMember(line.member)
    const order = known ?? this.#newOrder(line, member)
    this.#touch(member, order, line)
    this.counts.added += 1
    if (line.quantity > 0n) this.book.sell(order, line, digest)
    else this.book.takeBack(order, line, digest)
    return undefined
  }

  #touch(member: WindowMember, order: WindowOrder, line: FileLine): void {
    const { run } = this.#options.scope
    if (member.run !== run) this.counts.members += 1
    member.run = run
    const sale = line.quantity > 0n
    if (!sale) this.counts.returns += 1
    if (sale && order.run !== run) this.counts.orders += 1
    if (sale) order.run = run
  }

  #newMember(externalId: string): WindowMember {
    const { claimSeed, scope, accountOf } = this.#options
    const { claimKey, claimAddress } = memberClaim(claimSeed, scope.brandId, externalId)
    const account = accountOf(externalId) ?? null
    const address = account ?? claimAddress
    const amounts = { debt: 0n, earned: 0n, credited: 0n, reversed: 0n }
    const number = this.#nextMember++
    const member: WindowMember = {
      number,
      externalId,
      claimKey,
      claimAddress,
      account,
      address,
      ...amounts,
      run: 0,
      orders: [],
    }
    this.#window.addMember(member)
    this.#window.changedMembers.add(member)
    return member
  }

  #newOrder(line: FileLine, member: WindowMember): WindowOrder {
    const { provider, shop } = this.#options.scope
    const salt = toHex(randomBytes(32))
    const reference = purchaseReference(salt, { provider, shop, orderId: line.order })
    const amounts = {
      original: 0n,
      remaining: 0n,
      earned: 0n,
      taken: 0n,
      positions: 0,
      run: 0,
      seenRun: this.#options.scope.run,
    }
    const identity = { number: this.#nextOrder++, orderId: line.order, member, reference, salt, date: line.date }
    const order: WindowOrder = { ...identity, ...amounts, lines: [], credits: [] }
    this.#window.addOrder(order)
    member.orders.unshift(order)
    return order
  }

  #events(): BookEvents {
    return {
      memberChanged: (member: BookMember) => this.#window.changedMembers.add(member as WindowMember),
      orderChanged: (order) => this.#window.changedOrders.add(order as WindowOrder),
      lineAdded: (_order, line) => this.#window.addedLines.add(line),
      lineTaken: (line) => this.#window.takeLine(line),
      creditReversed: (order, credit, points) => {
        this.asked += points
        this.#window.reverse(order, credit, points)
      },
    }
  }

  #keepSealed({ sequence, credits, purchases }: SealedBatch): void {
    const { scope, returnWindow } = this.#options
    const leaves = purchases.map(({ order, points }) => {
      return { reference: order.reference, member: order.member.address, points }
    })
    const points = credits.reduce((sum, credit) => sum + credit.points, 0n)
    this.points += points
    this.batches += 1
    this.#sealed.batches.push({
      sequence,
      run: scope.run,
      root: purchasesRoot(leaves),
      return_window: returnWindow,
      points,
    })
    for (const [position, credit] of credits.entries()) {
      this.#sealed.batchCredits.push({ sequence, position, ...credit })
    }
    for (const { order, points: credited } of purchases) {
      const { address } = order.member
      this.#sealed.orderCredits.push({ order_number: order.number, sequence, address, points: credited })
      const credit = { sequence, address, points: credited, reversed: 0n, open: true }
      this.#window.ordersByNumber.get(order.number)?.credits.unshift(credit)
    }
  }

  async #flush(): Promise<void> {
    const { scope, journal } = this.#options
    await flushWindow(this.#window, { sql: this.#sql, scope, journal }, this.#sealed)
    this.#window = new BookWindow()
    this.#sealed = new SealedRows()
  }
}

import type { BookLine, BookMember, BookOrder, SealedCredit } from './book.ts'

/** A member as stored, with what the book itself does not need. */
export type WindowMember = BookMember & { claimKey: string; claimAddress: string; account: string | null; run: number }

/** `run` is the last import that added to the order, `seenRun` the last whose file repeated all lines known before. */
export type WindowOrder = BookOrder & { run: number; seenRun: number; member: WindowMember }

/** Lines of an earlier file that this file has not repeated yet, by digest. */
export type UnseenLines = Map<bigint, number[]>

/** The part of the books that one window of lines touches, and what it changed in it. */
export class BookWindow {
  readonly members = new Map<string, WindowMember>()
  readonly membersByNumber = new Map<number, WindowMember>()
  readonly orders = new Map<string, WindowOrder>()
  readonly ordersByNumber = new Map<number, WindowOrder>()
  readonly unseen = new Map<number, UnseenLines>()

  readonly changedMembers = new Set<WindowMember>()
  readonly changedOrders = new Set<WindowOrder>()
  readonly addedLines = new Set<BookLine>()
  readonly takenLines = new Set<BookLine>()
  seenLines: { orderNumber: number; position: number }[] = []
  readonly reversedCredits = new Map<SealedCredit, number>()
  readonly asked = new Map<string, { sequence: bigint; address: string; points: bigint }>()

  addMember(member: WindowMember): void {
    this.members.set(member.externalId, member)
    this.membersByNumber.set(member.number, member)
  }

  addOrder(order: WindowOrder): void {
    this.orders.set(order.orderId, order)
    this.ordersByNumber.set(order.number, order)
  }

  dropSeenLines(isNeedless: (orderNumber: number) => boolean): void {
    this.seenLines = this.seenLines.filter((line) => !isNeedless(line.orderNumber))
  }

  takeLine(line: BookLine): void {
    if (!this.addedLines.has(line)) this.takenLines.add(line)
  }

  reverse(order: BookOrder, credit: SealedCredit, points: bigint): void {
    this.reversedCredits.set(credit, order.number)
    const key = `${credit.sequence}:${credit.address}`
    const { sequence, address } = credit
    const before = this.asked.get(key)?.points ?? 0n
    this.asked.set(key, { sequence, address, points: before + points })
  }
}

import { createHash } from 'node:crypto'
import type { Rate } from '../../loyalty/rate.ts'
import { Book, type BookMember, type BookOrder } from '../../service/import/book.ts'
import { BATCH_LIMITS, OpenBatch, type SealedBatch } from '../../service/import/open-batch.ts'
import type { FileLine } from '../../service/order-files/file-line.ts'

/** Runs the book over lines with everything held in memory; batches are kept as they are sealed. */
export function importInMemory(lines: Iterable<FileLine>, options: { rate: Rate; members?: number }) {
  const members = new Map<string, BookMember>()
  const orders = new Map<string, BookOrder>()
  const byNumber: BookOrder[] = []
  const batches: SealedBatch[] = []
  const batch = new OpenBatch({
    sequence: 1n,
    limits: { ...BATCH_LIMITS, members: options.members ?? BATCH_LIMITS.members },
    seal: (sealed) => {
      batches.push(sealed)
      for (const { order, points } of sealed.purchases) {
        const { sequence } = sealed
        const credit = { sequence, address: order.member.address, points, reversed: 0n, open: true }
        byNumber[order.number]!.credits.unshift(credit)
      }
    },
  })
  const ignore = () => undefined
  const events = {
    memberChanged: ignore,
    orderChanged: ignore,
    lineAdded: ignore,
    lineTaken: ignore,
    creditReversed: ignore,
  }
  const book = new Book({ rate: options.rate, batch, events })

  for (const line of lines) {
    book.endRunBefore(line.order)
    const member = members.get(line.member) ?? newMember(members.size, line.member)
    members.set(line.member, member)
    const order = orders.get(line.order) ?? newOrder(byNumber, line, member)
    orders.set(line.order, order)
    if (line.quantity > 0n) book.sell(order, line, 0n)
    else book.takeBack(order, line, 0n)
  }
  book.endRun()
  batch.seal()
  return { members, orders, batches, totals: book.totals }
}

function newMember(number: number, externalId: string): BookMember {
  const address = `0x${createHash('sha256').update(externalId).digest('hex').slice(0, 40)}`
  return { number, externalId, address, debt: 0n, earned: 0n, credited: 0n, reversed: 0n, orders: [] }
}

function newOrder(byNumber: BookOrder[], line: FileLine, member: BookMember): BookOrder {
  const amounts = { original: 0n, remaining: 0n, earned: 0n, taken: 0n }
  const identity = { number: byNumber.length, orderId: line.order, reference: '0x', salt: '0x', date: line.date }
  const order: BookOrder = { ...identity, ...amounts, member, positions: 0, lines: [], credits: [] }
  byNumber.push(order)
  member.orders.unshift(order)
  return order
}

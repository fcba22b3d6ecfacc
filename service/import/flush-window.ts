import type { Transaction } from '../database/open-database.ts'
import { copyLines, type JsonKind, readAsked, type Row, type RowJournal, writeRows } from './book-rows.ts'
import type { BookWindow, WindowMember, WindowOrder } from './book-window.ts'
import type { BookScope } from './load-window.ts'

export type FlushTarget = { sql: Transaction; scope: BookScope; journal?: RowJournal | undefined }

/** Writes what a window changed. The order of the kinds matters: rows refer to rows written before them. */
export async function flushWindow(window: BookWindow, target: FlushTarget, sealed: SealedRows): Promise<void> {
  const { scope } = target
  const rows: [JsonKind, Row[]][] = [
    ['members', [...window.changedMembers].map((member) => memberRow(member))],
    ['orders', [...window.changedOrders].map((order) => orderRow(order, scope))],
    ['linesTaken', [...window.takenLines].map((line) => ({ o: line.orderNumber, p: line.position, l: line.left }))],
    ['linesSeen', window.seenLines.map((line) => ({ o: line.orderNumber, p: line.position, r: scope.run }))],
    ['batches', sealed.batches],
    ['batchCredits', sealed.batchCredits],
    ['orderCredits', sealed.orderCredits],
    ['orderCreditsReversed', reversedCredits(window)],
  ]
  await copyLines(target.sql, addedLines(window, scope), target.journal)
  for (const [kind, each] of rows) {
    await writeRows(target.sql, { brandId: scope.brandId, kind, rows: each, journal: target.journal })
  }
  const asked = await readAsked(target.sql, scope.brandId, [...window.asked.values()])
  await writeRows(target.sql, {
    brandId: scope.brandId,
    kind: 'batchCreditsAsked',
    rows: asked,
    journal: target.journal,
  })
}

/** Rows of the batches that were sealed in a window. */
export class SealedRows {
  readonly batches: Row[] = []
  readonly batchCredits: Row[] = []
  readonly orderCredits: Row[] = []
}

function memberRow(member: WindowMember): Row {
  const { number, externalId, claimKey, claimAddress, account, debt, earned, credited, reversed, run } = member
  return {
    number,
    external_id: externalId,
    claim_key: claimKey,
    claim_address: claimAddress,
    account,
    debt,
    earned,
    credited,
    reversed,
    run,
  }
}

function orderRow(order: WindowOrder, { provider, shop }: BookScope): Row {
  const {
    number,
    orderId,
    member,
    reference,
    salt,
    date,
    original,
    remaining,
    earned,
    taken,
    positions,
    run,
    seenRun,
  } = order
  const amounts = { original, remaining, earned, taken, positions, run, seen_run: seenRun }
  return { number, provider, shop, order_id: orderId, member: member.number, reference, salt, date, ...amounts }
}

/** Lines are most of the rows, so they go the fast way: as the text of a COPY. */
function addedLines(window: BookWindow, { brandId, run }: BookScope): string {
  let text = ''
  for (const line of window.addedLines) {
    const { orderNumber, position, item, quantity, left, price, digest } = line
    text += `${brandId}\t${orderNumber}\t${position}\t${escapeForCopy(item)}\t${quantity}\t${left}\t${price}\t${digest}\t${run}\t${run}\n`
  }
  return text
}

function escapeForCopy(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (character) => COPY_ESCAPES[character] ?? character)
}

const COPY_ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function reversedCredits(window: BookWindow): Row[] {
  return [...window.reversedCredits].map(([credit, orderNumber]) => {
    return { order_number: orderNumber, sequence: credit.sequence, reversed: credit.reversed }
  })
}

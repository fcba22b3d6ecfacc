import { type BatchLimits, OpenBatch, type SealedBatch } from '../import/open-batch.ts'
import type { MintRoom, Shortage } from './mint-room.ts'

/** A member as far as settling goes; points in 0.01 point. */
export type SettlingMember = {
  number: number
  externalId: string
  address: string
  debt: bigint
  credited: bigint
  reversed: bigint
}

/** A credit of an order on chain, and what of it was asked back. `open`: it can still be reversed. */
export type SettlingCredit = { sequence: bigint; address: string; points: bigint; reversed: bigint; open: boolean }

/** An order whose points are due: what the member ought to have, and what was settled of it. */
export type SettlingOrder = {
  number: number
  orderId: string
  reference: string
  salt: string
  date: string
  returnWindow: number
  kept: bigint
  given: bigint
  member: SettlingMember
  /** Newest first. */
  credits: SettlingCredit[]
}

/** What is settled without a batch; what is minted stands in the batches. */
export type Settlement = {
  kind: 'repay' | 'reverse' | 'owe'
  order: SettlingOrder
  points: bigint
  /** The batch whose credit is reversed. */
  sequence: bigint | null
}

export type SealedWindow = SealedBatch & { returnWindow: number }

export type SettledOrders = {
  settlements: Settlement[]
  batches: SealedWindow[]
  reversed: { order: SettlingOrder; credit: SettlingCredit; points: bigint }[]
  /** Why something was left for later. */
  shortages: Set<Shortage>
  /** Orders worth more than the whole quota: no patience helps. */
  tooLarge: SettlingOrder[]
}

export type SettleOptions = { room: MintRoom; limits: BatchLimits; firstSequence: bigint }

/**
 * Decides what is minted, set off and taken back now, in memory: first what is to be taken back, since what cannot be taken
 * becomes a debt; then what is to be given, which repays debts before anything is minted.
 */
export function settleOrders(orders: readonly SettlingOrder[], options: SettleOptions): SettledOrders {
  const result: SettledOrders = {
    ...{ settlements: [], batches: [], reversed: [], tooLarge: [] },
    shortages: new Set(),
  }
  const room = { ...options.room }
  for (const order of orders) if (order.given > order.kept) takeBack(order, room, result)
  const giving = orders.filter(({ kept, given }) => kept > given)
  if (room.stopped && giving.length > 0) result.shortages.add(room.stopped)
  giveAll(giving, { ...options, room }, result)
  return result
}

function takeBack(order: SettlingOrder, room: MintRoom, { settlements, reversed, shortages }: SettledOrders): void {
  const debit = order.given - order.kept
  const onChain = order.credits.reduce(
    (sum, { open, points, reversed: taken }) => sum + (open ? points - taken : 0n),
    0n,
  )
  const asked = smaller(debit, onChain)
  if (asked > 0n && room.stopped === 'minterRoleMissing') return void shortages.add(room.stopped)
  if (asked > room.clawback) return void shortages.add('clawbackQuotaShort')
  if (asked > 0n && room.operations < order.credits.length) return void shortages.add('gasMoneyShort')
  room.clawback -= asked
  let rest = asked
  for (const credit of order.credits) {
    const taken = credit.open ? smaller(rest, credit.points - credit.reversed) : 0n
    if (taken === 0n) continue
    rest -= taken
    credit.reversed += taken
    room.operations -= 1
    reversed.push({ order, credit, points: taken })
    settlements.push({ kind: 'reverse', order, points: taken, sequence: credit.sequence })
  }
  const owed = debit - asked
  if (owed > 0n) settlements.push({ kind: 'owe', order, points: owed, sequence: null })
  order.member.reversed += asked
  order.member.debt += owed
  order.given = order.kept
}

/** Credits of one batch share a return window, so each window has a batch of its own. */
function giveAll(orders: SettlingOrder[], options: SettleOptions, result: SettledOrders): void {
  let sequence = options.firstSequence
  const windows = Map.groupBy(orders, ({ returnWindow }) => returnWindow)
  for (const [returnWindow, group] of windows) {
    const seal = (batch: SealedBatch) => {
      result.batches.push({ ...batch, returnWindow })
      sequence += 1n
    }
    const batch = new OpenBatch({ sequence, limits: options.limits, seal })
    for (const order of group) if (!give(order, batch, options.room, result)) break
    batch.seal()
  }
}

/** Tells whether the next one may be tried: who waits for room is not overtaken by smaller ones. */
function give(order: SettlingOrder, batch: OpenBatch, room: MintRoom, result: SettledOrders): boolean {
  const { member } = order
  const due = order.kept - order.given
  const repaid = smaller(due, member.debt)
  const minted = due - repaid
  if (minted > 0n) {
    if (room.stopped) return true
    if (minted > room.mintLimit) {
      result.tooLarge.push(order)
      return true
    }
    const shortage = minted > room.mint ? room.mintEndsAt : room.operations < 1 ? 'gasMoneyShort' : undefined
    if (shortage) {
      result.shortages.add(shortage)
      return false
    }
    if (!credit(batch, order, minted)) return true
    room.mint -= minted
    room.operations -= 1
  }
  if (repaid > 0n) result.settlements.push({ kind: 'repay', order, points: repaid, sequence: null })
  member.debt -= repaid
  member.credited += minted
  order.given = order.kept
  return true
}

/** A member who would get more in one batch than a balance holds gets the rest in the next one. */
function credit(batch: OpenBatch, order: SettlingOrder, points: bigint): boolean {
  try {
    batch.credit(order, points)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/**
 * The import rule once more, as plainly as it can be written: the whole file in memory, no code shared with the project.
 * Numbers are integers of 10^-6 (prices, values) and whole points.
 */
export type NaiveLine = { order: string; member: string; item: string; quantity: number; price: bigint }
export type NaiveMember = { earned: bigint; credited: bigint; reversed: bigint; debt: bigint }
type NaiveOrder = {
  lines: { item: string; left: bigint; price: bigint }[]
  whole: bigint
  rest: bigint
  earned: bigint
  already: bigint
  credited: bigint
  reversed: bigint
}

/** `isReturn` says which lines are cancellations; lines that count for nothing are left out by the caller. */
export function naiveImport(
  lines: NaiveLine[],
  isReturn: (line: NaiveLine) => boolean,
  [points, per]: [bigint, bigint],
): Map<string, NaiveMember> {
  const members = new Map<string, NaiveMember & { orders: string[] }>()
  const orders = new Map<string, NaiveOrder>()
  const floorPoints = (value: bigint) => (value * points) / (per * 1_000_000n)

  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (!members.has(line.member)) {
      members.set(line.member, { earned: 0n, credited: 0n, reversed: 0n, debt: 0n, orders: [] })
    }
    const member = members.get(line.member)!

    if (!isReturn(line)) {
      if (!orders.has(line.order)) {
        orders.set(line.order, { lines: [], whole: 0n, rest: 0n, earned: 0n, already: 0n, credited: 0n, reversed: 0n })
        member.orders.push(line.order)
      }
      const order = orders.get(line.order)!
      order.lines.push({ item: line.item, left: BigInt(line.quantity), price: line.price })
      order.whole += BigInt(line.quantity) * line.price
      order.rest += BigInt(line.quantity) * line.price
      if (lines[i + 1]?.order === line.order) continue
      const now = floorPoints(order.whole) - order.earned
      order.earned += now
      member.earned += now
      const repaid = now < member.debt ? now : member.debt
      member.debt -= repaid
      member.credited += now - repaid
      order.credited += now - repaid
      continue
    }

    let quantity = BigInt(-line.quantity)
    let excess = 0n
    const newestFirst = member.orders.toReversed().map((id) => orders.get(id)!)
    const before = newestFirst.map((order) => order.rest)
    for (const order of newestFirst) {
      for (const sold of order.lines.toReversed().filter((each) => each.item === line.item)) {
        const back = quantity < sold.left ? quantity : sold.left
        sold.left -= back
        quantity -= back
        const value = back * sold.price
        const given = value < order.rest ? value : order.rest
        order.rest -= given
        excess += value - given
      }
    }
    let value = quantity * line.price + excess
    for (const order of newestFirst) {
      const given = value < order.rest ? value : order.rest
      order.rest -= given
      value -= given
    }
    for (const order of newestFirst.filter((each, n) => each.rest !== before[n])) {
      const keep = order.whole === 0n ? 0n : (order.earned * order.rest) / order.whole
      const debit = order.earned - keep - order.already
      if (debit <= 0n) continue
      order.already += debit
      const still = order.credited - order.reversed
      const reversed = debit < still ? debit : still
      order.reversed += reversed
      member.reversed += reversed
      member.debt += debit - reversed
    }
    member.debt += floorPoints(value)
  }
  return members
}

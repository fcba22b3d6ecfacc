import type { FileLine } from '../../service/order-files/file-line.ts'

export type Random = () => bigint

/** A small seeded generator (xorshift), so that a failing file can be made again. */
export function generator(seed: number): Random {
  let state = BigInt(seed)
  return () => {
    state ^= (state << 13n) & 0xffffffffn
    state ^= state >> 17n
    state ^= (state << 5n) & 0xffffffffn
    return state
  }
}

/** A file with orders in several runs, returns of all kinds, and members who owe. */
export function randomFile(random: Random, size = 5 + Number(random() % 60n)): FileLine[] {
  const lines: FileLine[] = []
  let order = 0n
  while (lines.length < size) {
    if (random() % 3n !== 0n) order = random() % 12n
    const isReturn = random() % 3n === 0n
    const quantity = (1n + (random() % 9n)) * (isReturn ? -1n : 1n)
    const id = isReturn ? `C${random() % 50n}-${order % 4n}` : `${order}`
    const price = 1n + (random() % 5_000n) * 1_000n
    const item = `item-${random() % 4n}`
    const line = lines.length + 2
    // The line's own number as its date: no two lines are equal, so any cut of the file can be told.
    lines.push({ line, order: id, member: `m${order % 4n}`, item, quantity, price, date: `${line}` })
  }
  return lines
}

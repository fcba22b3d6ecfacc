import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export type BusyFileOptions = { orders: number; members: number; seed: number; name?: string }

/** Writes a file of plain CSV with many orders and returns, the same for the same seed. */
export async function writeBusyFile(
  folder: string,
  { orders, members, seed, name = 'busy.csv' }: BusyFileOptions,
): Promise<string> {
  let state = seed
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % below
  }
  const rows = ['order,member,item,quantity,price,date']
  for (let order = 0; order < orders; order++) {
    const member = `m${random(members)}`
    const isReturn = random(6) === 0
    for (let line = 0; line <= random(4); line++) {
      const quantity = (1 + random(9)) * (isReturn ? -1 : 1)
      const price = `${1 + random(30)}.${random(100)}`
      rows.push(`${isReturn ? 'R' : 'A'}${order},${member},item-${random(6)},${quantity},${price},2026-01-01`)
    }
  }
  const path = join(folder, name)
  await writeFile(path, rows.join('\n') + '\n')
  return path
}

import { hash } from 'node:crypto'
import type { FileLine } from '../order-files/file-line.ts'

/** What a line says, in 64 bits: the same line of the same order in another file has the same digest. */
export function lineDigest({ member, item, quantity, price, date }: FileLine): bigint {
  return hash('sha256', `${member}\n${item}\n${quantity}\n${price}\n${date}`, 'buffer').readBigInt64BE()
}

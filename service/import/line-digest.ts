import type { FileLine } from '../order-files/file-line.ts'

/**
 * What a line says, in 64 bits: the same line of the same order in another file has the same digest. Lines are compared
 * within one order only, so a fast mixing hash does.
 */
export function lineDigest({ member, item, quantity, price, date }: FileLine): bigint {
  const text = `${member}\n${item}\n${quantity}\n${price}\n${date}`
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2_654_435_761)
    b = Math.imul(b ^ code, 1_597_334_677)
  }
  a = mix(a, b)
  b = mix(b, a)
  return (BigInt(a | 0) << 32n) | BigInt(b >>> 0)
}

function mix(a: number, b: number): number {
  return Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909)
}

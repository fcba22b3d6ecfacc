import { type Hex, concat, keccak256 } from 'viem'

/** Six digits that two devices compare: whoever answers with another key shows another number. */
export function checkNumber({ x, y }: { x: Hex; y: Hex }): string {
  const digits = String(BigInt(keccak256(concat([x, y]))) % 1_000_000n).padStart(6, '0')
  return `${digits.slice(0, 3)} ${digits.slice(3)}`
}

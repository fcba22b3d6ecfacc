import { type Hex, concat, keccak256 } from 'viem'

/**
 * Twelve digits that two devices compare: whoever answers with another key shows another number. So many that even the portal
 * itself, which sees the key before it passes it on, finds no other key with the same number while the link is good.
 */
export function checkNumber({ x, y }: { x: Hex; y: Hex }): string {
  const digits = String(BigInt(keccak256(concat([x, y]))) % 10n ** 12n).padStart(12, '0')
  return digits.replaceAll(/\d{3}(?=\d)/g, (three) => `${three} `)
}

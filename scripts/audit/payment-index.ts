import { keccak256 } from 'viem'
import type { Hex } from 'viem'
import { present } from './present.ts'

/**
 * Block and time of every payment, by a 128-bit fingerprint of its key, in flat memory: enough to see a reference used twice, and to fetch the payment again when it is refunded.
 */
export type PaymentIndex = { size: number; slots: Uint32Array }

const FIELDS = 6
const FIRST_CAPACITY = 1_024

export function newPaymentIndex(): PaymentIndex {
  return { size: 0, slots: new Uint32Array(FIRST_CAPACITY * FIELDS) }
}

function fingerprint(key: string): Uint32Array {
  const hash: Hex = keccak256(Buffer.from(key))
  // The last bit is set, so that no fingerprint is all zero like an empty slot.
  return Uint32Array.from(
    [0, 1, 2, 3],
    (i) => Number.parseInt(hash.slice(2 + i * 8, 10 + i * 8), 16) | (i === 3 ? 1 : 0),
  )
}

/** Slot of a fingerprint: its own, or the empty one where it belongs. */
function findSlot(slots: Uint32Array, print: Uint32Array): number {
  const capacity = slots.length / FIELDS
  for (let slot = present(print[0]) % capacity; ; slot = (slot + 1) % capacity) {
    const at = slot * FIELDS
    if (slots[at + 3] === 0) return at
    if (print.every((word, i) => slots[at + i] === word)) return at
  }
}

function grow(index: PaymentIndex): void {
  const old = index.slots
  index.slots = new Uint32Array(old.length * 2)
  for (let at = 0; at < old.length; at += FIELDS) {
    if (old[at + 3] === 0) continue
    index.slots.set(old.subarray(at, at + FIELDS), findSlot(index.slots, old.subarray(at, at + 4)))
  }
}

/** Remembers a payment; false where its key was there before. */
export function addPayment(
  index: PaymentIndex,
  key: string,
  { block, time }: { block: number; time: number },
): boolean {
  const print = fingerprint(key)
  const at = findSlot(index.slots, print)
  if (index.slots[at + 3] !== 0) return false
  index.slots.set(print, at)
  index.slots[at + 4] = block
  index.slots[at + 5] = time
  index.size++
  if (index.size * FIELDS * 2 > index.slots.length) grow(index)
  return true
}

/** Block and time of a payment; undefined where there is none. */
export function findPayment(index: PaymentIndex, key: string): { block: number; time: number } | undefined {
  const at = findSlot(index.slots, fingerprint(key))
  if (index.slots[at + 3] === 0) return undefined
  return { block: present(index.slots[at + 4]), time: present(index.slots[at + 5]) }
}

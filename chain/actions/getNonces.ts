import type { Address } from 'viem'
import type { ReadClient } from '../client.ts'
import { readHub } from '../read.ts'

export interface Nonces {
  base: bigint
  /** Nonces used among the 128 from `base` on, as bits. */
  window: bigint
  /** First nonce that is free. */
  next: bigint
}

/** Nonces of a member's signed intents. */
export async function getNonces(client: ReadClient, { member }: { member: Address }): Promise<Nonces> {
  const [base, window] = await readHub(client, 'noncesOf', [member])
  let next = base
  while ((window >> (next - base)) & 1n) next++
  return { base, window, next }
}

import type { Address } from 'viem'
import { credit } from '../harness/brand-acts.ts'
import type { Visitor } from '../harness/visitor.ts'
import { signUp } from './sign-up.ts'

/** Somebody new with an account and points by brand code. */
export async function member(visitor: Visitor, points: Record<string, bigint>): Promise<Address> {
  const account = await signUp(visitor)
  await credit(visitor.stack, account, points)
  return account
}

import type { Address } from 'viem'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { readToken } from '../../chain/read.ts'
import type { Stack } from './stack.ts'

export function brandIdOf({ network }: Stack, code: string): number {
  const brand = network.brands.find((one) => one.code === code)
  if (!brand) throw new Error(`The sample has no brand ${code}.`)
  return brand.id
}

/** Points of an account as the chain has them at this moment, in 0.01 point. */
export async function balanceOf(stack: Stack, code: string, account: Address): Promise<bigint> {
  return await readToken(stack.client, brandIdOf(stack, code), 'balanceOf', [account])
}

/** What a brand keeps aside and how many points it answers for. */
export async function booksOf(stack: Stack, code: string): Promise<{ reserve: bigint; supply: bigint }> {
  const { reserve, supply } = await getBrand(stack.client, { brandId: brandIdOf(stack, code) })
  return { reserve, supply }
}

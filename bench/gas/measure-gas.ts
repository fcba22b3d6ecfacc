import { openBenchWorld } from './bench-world.ts'
import type { Figure } from './figure.ts'
import { measureAccount } from './operations/account.ts'
import { measureBrand } from './operations/brand.ts'
import { measureDonate } from './operations/donate.ts'
import { measureIntents } from './operations/intents.ts'
import { measureMint } from './operations/mint.ts'
import { measurePay } from './operations/pay.ts'
import { measurePlainVerbs } from './operations/plain-verbs.ts'
import { measureReverse } from './operations/reverse.ts'
import { measureSwap } from './operations/swap.ts'
import { measureErc20 } from './references/erc20.ts'
import { measureUniswap } from './references/uniswap-v2.ts'

export interface GasFigures {
  readonly ours: readonly Figure[]
  readonly references: readonly Figure[]
}

/** Everything on one simulated chain, in an order that never changes. Swaps come last: they leave a rise pending. */
export async function measureGas(): Promise<GasFigures> {
  const world = await openBenchWorld()
  const measures = [
    measureDonate,
    measureMint,
    measureReverse,
    measurePay,
    measurePlainVerbs,
    measureIntents,
    measureAccount,
    measureBrand,
  ]
  const others: Figure[] = []
  for (const measure of measures) others.push(...(await measure(world)))
  const references = [...(await measureUniswap(world)), ...(await measureErc20(world))]

  return { ours: [...(await measureSwap(world)), ...others], references }
}

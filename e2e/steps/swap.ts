import { parsePoints } from '../../chain/codec/points.ts'
import { swapText } from '../../web/messages/swap.ts'
import type { Visitor } from '../harness/visitor.ts'

export interface SwapStep {
  /** Brand codes. */
  from: string
  /** Name of the brand, as its list shows it. */
  to: string
  points: string
}

/** Fills in a swap up to its button; gives the points it promises. */
export async function quoteSwap(visitor: Visitor, { from, to, points }: SwapStep): Promise<bigint> {
  const { page } = visitor
  await visitor.open(`/swap?from=${from}`)
  await page.getByLabel(swapText.en.to, { exact: true }).selectOption({ label: to })
  await page.getByLabel(swapText.en.give).fill(points)
  const button = page.getByRole('button', { name: /^Swap .+ for / })
  await button.waitFor()
  const promised = await page.getByLabel(swapText.en.get).inputValue()
  return parsePoints(promised)
}

export async function confirmSwap({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: /^Swap .+ for / }).click()
}

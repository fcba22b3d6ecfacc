import { balanceOf } from '../../e2e/harness/books.ts'
import type { Visitor } from '../../e2e/harness/visitor.ts'
import { untilShown } from '../../e2e/steps/flow.ts'
import { member } from '../../e2e/steps/member.ts'
import { confirmSwap, quoteSwap } from '../../e2e/steps/swap.ts'

const SWAPS = 50
const POINT = 100n

/** Milliseconds from the tap on a swap's button until the page shows that it is in the balance, one figure a swap. */
export async function measureTaps(visitor: Visitor): Promise<number[]> {
  const account = await member(visitor, { 'moor-coffee': BigInt(SWAPS) * POINT })
  const times: number[] = []
  for (let swap = 0; swap < SWAPS; swap += 1) {
    await quoteSwap(visitor, { from: 'moor-coffee', to: 'Fernway Outdoor', points: '1' })
    times.push(await timeOfTap(visitor))
    await visitor.page.locator('[data-flow-state=shown]').getByRole('button').last().click()
  }
  const left = await balanceOf(visitor.stack, 'moor-coffee', account)
  if (left !== 0n) throw new Error(`${SWAPS} swaps of a point each left ${left} of ${BigInt(SWAPS) * POINT}.`)
  return times
}

/** The page's own clock, so that nothing between it and us is counted. */
async function timeOfTap(visitor: Visitor): Promise<number> {
  const { page } = visitor
  await page.evaluate(() => {
    const clock = window as unknown as { tappedAt: number; shownAt: number }
    const note = (): void => void (clock.tappedAt = performance.now())
    addEventListener('click', note, { capture: true, once: true })
    const watch = new MutationObserver(() => {
      if (!document.querySelector('[data-flow-state=shown]')) return
      clock.shownAt = performance.now()
      watch.disconnect()
    })
    watch.observe(document.body, { subtree: true, childList: true, attributes: true })
  })
  await confirmSwap(visitor)
  await untilShown(visitor)
  return await page.evaluate(() => {
    const { tappedAt, shownAt } = window as unknown as { tappedAt: number; shownAt: number }
    return shownAt - tappedAt
  })
}

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const program = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** All rules, or those alone whose answer another theme can change: everything else is the same in both. */
export type AxeScope = 'everything' | 'colours'

const COLOUR_RULES = { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] }

/** Nobody reads what is in order, so nothing is gathered about it. */
const RESULTS: RunOptions = { resultTypes: ['violations'] }

/** What keeps somebody from using the page as it stands: one line for each rule of axe-core that is broken. */
export async function barriers(page: Page, scope: AxeScope = 'everything'): Promise<string[]> {
  // Animations that have not ended would be measured half transparent.
  await page.evaluate(async () => {
    const running = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
    await Promise.allSettled(running.map(({ finished }) => finished))
  })
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await program)
  const { violations } = await page.evaluate(
    async (options) =>
      await (window as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } }).axe.run(options),
    scope === 'colours' ? { ...RESULTS, runOnly: COLOUR_RULES } : RESULTS,
  )
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 5).map(({ target, failureSummary }) => {
      const why = failureSummary?.split('\n').at(-1)?.trim() ?? ''
      return `${target.join(' ')} ${why}`
    })
    return `${id}: ${help}\n      ${places.join('\n      ')}`
  })
}

/** How far the page can be scrolled sideways, in pixels: it should not be. */
export async function sideways(page: Page): Promise<number> {
  return await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
}

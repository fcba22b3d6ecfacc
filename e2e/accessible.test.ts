import { expect } from 'chai'
import { barriers, sideways } from './harness/axe.ts'
import { browserTest } from './harness/browser-test.ts'
import type { Visitor } from './harness/visitor.ts'
import { type PortalPage, enterAs, look, memberPages, openPages } from './steps/pages.ts'
import { signUp } from './steps/sign-up.ts'

const THEMES = ['light', 'dark'] as const

describe('accessible', () => {
  browserTest('every page that everybody sees, in both themes', async ({ stack, visitor }) => {
    const somebody = await visitor()
    somebody.complaints.expect(/status of 404/)
    await lookAtAll(somebody, await openPages(stack))
  }).timeout(300_000)

  browserTest('every page of somebody new, in both themes', async ({ visitor }) => {
    const somebody = await visitor()
    await signUp(somebody)
    const pages = [
      '/',
      '/swap',
      '/donate',
      '/send',
      '/pay',
      '/activity',
      '/receipts',
      '/giving',
      '/statement',
      '/safety',
    ]
    await lookAtAll(
      somebody,
      pages.map((path) => ({ name: `${path} of somebody new`, path })),
    )
  }).timeout(300_000)

  browserTest('every page of a member with a year of history, in both themes', async ({ stack, visitor }) => {
    const ada = await visitor()
    await lookAtAll(ada, await memberPages(stack, await enterAs(ada, 'ada')))
  }).timeout(300_000)
})

async function lookAtAll(visitor: Visitor, pages: readonly PortalPage[]): Promise<void> {
  const found: string[] = []
  for (const page of pages) {
    await look(visitor, page)
    for (const [index, colorScheme] of THEMES.entries()) {
      await visitor.page.emulateMedia({ colorScheme })
      for (const barrier of await barriers(visitor.page, index === 0 ? 'everything' : 'colours'))
        found.push(`${page.name}, ${colorScheme}: ${barrier}`)
    }
    const over = await sideways(visitor.page)
    if (over > 0) found.push(`${page.name}: ${over} px too wide`)
  }
  expect(found, `\n    ${found.join('\n    ')}\n`).to.deep.equal([])
}

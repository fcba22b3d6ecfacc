import { expect } from 'chai'
import { barriers, sideways } from '../harness/axe.ts'
import { browserTest } from '../harness/browser-test.ts'
import type { Visitor } from '../harness/visitor.ts'
import { type PortalPage, enterAs, look, memberPages, openPages } from '../steps/pages.ts'

const SIZES = [
  { width: 320, height: 640 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
]
const THEMES = ['light', 'dark'] as const

/** Right to left is proven by Urdu, whose every word is there. */
const LOCALES = ['en', 'ur'] as const

describe('every page at 320, 768 and 1440 px in both themes', () => {
  for (const { width, height } of SIZES) {
    for (const colorScheme of THEMES) {
      for (const locale of LOCALES) {
        const title = `${width} px, ${colorScheme}, ${locale}: no barrier, nothing too wide`
        browserTest(title, async ({ stack, visitor }) => {
          const found: string[] = []
          const open = async (): Promise<Visitor> => {
            const one = await visitor({ width, height, colorScheme })
            await one.speak(locale)
            return one
          }
          const somebody = await open()
          somebody.complaints.expect(/status of 404/)
          const name = `${width} ${colorScheme} ${locale}`
          await lookAtAll(somebody, await openPages(stack), name, found)
          const ada = await visitor({ width, height, colorScheme })
          const pages = await memberPages(stack, await enterAs(ada, 'ada'))
          await ada.speak(locale)
          await lookAtAll(ada, pages, name, found)
          expect(found, `\n    ${found.join('\n    ')}\n`).to.deep.equal([])
        })
      }
    }
  }
})

async function lookAtAll(visitor: Visitor, pages: readonly PortalPage[], name: string, found: string[]): Promise<void> {
  for (const page of pages) {
    await look(visitor, page)
    await visitor.screenshot(`${name} ${page.name}`)
    for (const barrier of await barriers(visitor.page)) found.push(`${page.name}: ${barrier}`)
    const over = await sideways(visitor.page)
    if (over > 0) found.push(`${page.name}: ${over} px too wide`)
  }
}

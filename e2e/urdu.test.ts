import { expect } from 'chai'
import { browserTest } from './harness/browser-test.ts'

describe('Urdu', () => {
  browserTest('is written in letters of its own, which nobody else has to fetch', async ({ stack, visitor }) => {
    const reader = await visitor()
    const fonts: string[] = []
    reader.context.on('request', (request) => {
      if (request.resourceType() === 'font') fonts.push(new URL(request.url()).origin)
    })
    await reader.open('/settings')
    await reader.page.waitForLoadState('networkidle')
    expect(fonts).to.deep.equal([])

    await reader.speak('ur')
    await reader.open('/sign-in')
    await reader.page.evaluate(() => document.fonts.ready)
    const loaded = await reader.page.evaluate(() =>
      [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family.replaceAll('"', '')),
    )
    expect(new Set(loaded)).to.deep.equal(new Set(['Naskh for Urdu']))
    expect(new Set(fonts)).to.deep.equal(new Set([stack.portal]))
  })
})

import { NO_BROWSER, browser } from './browser.ts'
import { type Stack, stack } from './stack.ts'
import { Visitor, type VisitorOptions } from './visitor.ts'

export interface Scene {
  stack: Stack
  /** Somebody new, with a phone that was never here. */
  visitor: (options?: VisitorOptions) => Promise<Visitor>
}

/**
 * A test in a real browser. It fails with a picture of every page that is open, and whenever a browser complained of
 * something the test did not expect.
 */
export function browserTest(title: string, play: (scene: Scene) => Promise<void>): Mocha.Test {
  return it(title, async function () {
    const chromium = await browser()
    if (!chromium) {
      console.log(`      skipped: ${NO_BROWSER}`)
      // No browser: the npm package has one for Linux alone, and no other is installed.
      this.skip()
    }
    const running = await stack()
    const visitors: Visitor[] = []
    const visitor = async (options?: VisitorOptions): Promise<Visitor> => {
      const one = await Visitor.open(chromium, running, options)
      visitors.push(one)
      return one
    }
    try {
      await play({ stack: running, visitor })
      refuseComplaints(visitors)
    } catch (error) {
      const failed = await withPictures(error, title, visitors)
      // What a second try passes is told all the same.
      console.log(`      try ${triesOf(this) + 1} failed: ${failed.stack}`)
      throw failed
    } finally {
      await Promise.all(visitors.map((one) => one.close()))
    }
  })
}

const triesOf = (context: Mocha.Context): number =>
  (context.test as unknown as { currentRetry: () => number }).currentRetry()

function refuseComplaints(visitors: readonly Visitor[]): void {
  const complaints = visitors.flatMap((one) => one.complaints.unexpected)
  if (complaints.length > 0) throw new Error('The browser complained.')
}

async function withPictures(error: unknown, title: string, visitors: readonly Visitor[]): Promise<Error> {
  const lines: string[] = []
  for (const [index, one] of visitors.entries()) {
    const picture = await one.screenshot(`failed ${title} ${index + 1}`).catch((why: unknown) => String(why))
    lines.push(`  ${one.page.url()}: ${picture}`)
    lines.push(...one.complaints.unexpected.map((complaint) => `    complaint: ${complaint}`))
  }
  const failed = error instanceof Error ? error : new Error(String(error))
  const frames = failed.stack?.slice(failed.stack.indexOf(failed.message) + failed.message.length) ?? ''
  failed.message = [failed.message, ...lines].join('\n')
  failed.stack = `${failed.name}: ${failed.message}${frames}`
  return failed
}

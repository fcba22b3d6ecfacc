import { closeBrowser } from './browser.ts'
import { stack, stopStack } from './stack.ts'

/** One network and one browser for all tests. */
export const mochaHooks = {
  async beforeAll(this: Mocha.Context): Promise<void> {
    this.timeout(630_000)
    await stack()
  },
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(60_000)
    await closeBrowser()
    await stopStack()
  },
}

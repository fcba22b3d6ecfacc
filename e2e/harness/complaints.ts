import type { BrowserContext, Page } from 'playwright-core'

/** Everything a browser has to complain about: errors, broken policies, requests to anybody but the portal. */
export class Complaints {
  readonly #all: string[] = []
  readonly #expected: RegExp[] = []

  static async of(context: BrowserContext, origin: string): Promise<Complaints> {
    const complaints = new Complaints()
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
        console.error(`policy violated: ${violatedDirective} by ${blockedURI} in ${sourceFile}`)
      })
    })
    context.on('page', (page) => complaints.#listen(page, origin))
    return complaints
  }

  /** What a test brings about on purpose. */
  expect(...patterns: RegExp[]): void {
    this.#expected.push(...patterns)
  }

  get unexpected(): string[] {
    return this.#all.filter((complaint) => !this.#expected.some((pattern) => pattern.test(complaint)))
  }

  #listen(page: Page, origin: string): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.#note(`${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => this.#note(`uncaught: ${error.stack ?? error.message}`))
    page.on('request', (request) => {
      const url = request.url()
      const own = url.startsWith(`${origin}/`) || /^(data|blob):/.test(url)
      if (!own) this.#note(`a request to somebody else: ${url}`)
    })
  }

  #note(complaint: string): void {
    this.#all.push(complaint)
  }
}

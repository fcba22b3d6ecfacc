import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { root } from '../../scripts/check/part.ts'
import { Complaints } from './complaints.ts'
import { Passkeys } from './passkeys.ts'
import type { Stack } from './stack.ts'

export interface VisitorOptions {
  /** Of the window; a phone's where it is left out. */
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
}

export const PHONE = { width: 390, height: 844 }
export const SCREENSHOTS = join(root, 'e2e', 'screenshots')

let visitors = 0

/** Somebody with a browser of their own: own cookies, own address, own fingerprint reader. */
export class Visitor {
  readonly stack: Stack
  readonly context: BrowserContext
  readonly page: Page
  readonly passkeys: Passkeys
  readonly complaints: Complaints

  private constructor(parts: Pick<Visitor, 'stack' | 'context' | 'page' | 'passkeys' | 'complaints'>) {
    this.stack = parts.stack
    this.context = parts.context
    this.page = parts.page
    this.passkeys = parts.passkeys
    this.complaints = parts.complaints
  }

  static async open(
    browser: Browser,
    stack: Stack,
    { width = PHONE.width, height = PHONE.height, colorScheme = 'light' }: VisitorOptions = {},
  ): Promise<Visitor> {
    visitors += 1
    const context = await browser.newContext({
      baseURL: stack.portal,
      viewport: { width, height },
      deviceScaleFactor: 1,
      hasTouch: width < 600,
      colorScheme,
      locale: 'en-GB',
      // Limits count by address, and many visitors come from this machine.
      extraHTTPHeaders: { 'x-forwarded-for': `10.0.${visitors >> 8}.${visitors & 255}` },
    })
    return await Visitor.in(context, stack)
  }

  /** Somebody in a browser that is open already. */
  static async in(context: BrowserContext, stack: Stack): Promise<Visitor> {
    context.setDefaultTimeout(30_000)
    const complaints = await Complaints.of(context, stack.portal)
    const page = await context.newPage()
    return new Visitor({ stack, context, page, passkeys: await Passkeys.of(page), complaints })
  }

  /** Another page of the same browser, with the same finger. */
  async secondTab(): Promise<Visitor> {
    const page = await this.context.newPage()
    const passkeys = await Passkeys.of(page)
    await passkeys.import(await this.passkeys.export())
    return new Visitor({ ...this, page, passkeys })
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path)
  }

  /** Chooses a language, as the settings page does. */
  async speak(locale: 'en' | 'ur'): Promise<void> {
    const value = `${locale}.system.USD.UTC`
    await this.context.addCookies([{ name: 'preferences', value, url: this.stack.portal }])
  }

  async screenshot(name: string): Promise<string> {
    await mkdir(SCREENSHOTS, { recursive: true })
    const path = join(SCREENSHOTS, `${name.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}.png`)
    const before = this.page.viewportSize() ?? PHONE
    const height = await this.page.evaluate(() => document.documentElement.scrollHeight)
    // A window as high as the page, since what sticks to its edge would lie across the middle.
    await this.page.setViewportSize({ ...before, height: Math.max(before.height, Math.min(height, 6_000)) })
    await this.page.screenshot({ path })
    await this.page.setViewportSize(before)
    return path
  }

  async close(): Promise<void> {
    await this.context.close()
  }
}

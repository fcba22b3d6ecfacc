import { existsSync } from 'node:fs'
import { platform } from 'node:os'
import chromiumOfNpm from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const INSTALLED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
]

/** Where this machine has a Chromium: on Linux the one out of npm, elsewhere an installed one; `E2E_CHROME` goes before. */
export async function browserProgram(): Promise<string | undefined> {
  const { E2E_CHROME } = process.env
  if (E2E_CHROME !== undefined) return E2E_CHROME
  if (platform() === 'linux' && process.arch === 'x64') return await chromiumOfNpm.executablePath()
  return INSTALLED.find((path) => existsSync(path))
}

export const BROWSER_ARGUMENTS = ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'] as const

let opened: Promise<Browser | undefined> | undefined

/** The browser of this run; undefined where there is none. */
export function browser(): Promise<Browser | undefined> {
  opened ??= open()
  return opened
}

export const NO_BROWSER = 'no Chrome or Chromium was found on this machine; E2E_CHROME may name one'

async function open(): Promise<Browser | undefined> {
  const executablePath = await browserProgram()
  if (executablePath === undefined) return undefined
  return await chromium.launch({ executablePath, headless: true, args: [...BROWSER_ARGUMENTS] })
}

export async function closeBrowser(): Promise<void> {
  const running = await opened?.catch(() => undefined)
  await running?.close()
}

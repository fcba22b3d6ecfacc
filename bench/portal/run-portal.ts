import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { BROWSER_ARGUMENTS, NO_BROWSER, browserProgram } from '../../e2e/harness/browser.ts'
import { stack, stopStack } from '../../e2e/harness/stack.ts'
import { PHONE, Visitor } from '../../e2e/harness/visitor.ts'
import { freePort } from '../../scripts/up/free-port.ts'
import { reached, tableOf } from '../report/table.ts'
import { writeReport } from '../report/write-report.ts'
import { type LighthouseScores, measureLighthouse, medianOf } from './measure-lighthouse.ts'
import { type PageWeight, measureScripts } from './measure-scripts.ts'
import { measureTaps } from './measure-taps.ts'

const PAGES = ['/', '/swap', '/donate', '/pay', '/send', '/activity', '/receipts', '/safety', '/settings']
const TAP_REACH_MS = 3_000
const PERFORMANCE_REACH = 95
const ACCESSIBILITY_REACH = 100

/** Measures the portal as somebody with a phone meets it. */
export async function runPortal(): Promise<void> {
  const running = await stack()
  const folder = await mkdtemp(join(tmpdir(), 'openpoints-bench-browser-'))
  const port = await freePort(9_333)
  const context = await openBrowser(folder, port, running.portal)
  try {
    const visitor = await Visitor.in(context, running)
    const taps = await measureTaps(visitor)
    const weights = await measureScripts(visitor, PAGES)
    const scores = await measureLighthouse({ origin: running.portal, port, paths: ['/', '/swap'] })
    const body = [...describeTaps(taps), ...describeWeights(weights), ...describeScores(scores)]
    console.log(body.join('\n\n'))
    await writeReport('portal', 'Portal', body)
  } finally {
    await context.close()
    await rm(folder, { recursive: true, force: true })
    await stopStack()
  }
}

/** A browser whose only profile is signed in, which Lighthouse can use as well. */
async function openBrowser(folder: string, port: number, baseURL: string): Promise<BrowserContext> {
  const executablePath = await browserProgram()
  if (executablePath === undefined) throw new Error(`The portal cannot be measured: ${NO_BROWSER}.`)
  const args = [...BROWSER_ARGUMENTS, `--remote-debugging-port=${port}`]
  return await chromium.launchPersistentContext(folder, {
    ...{ executablePath, headless: true, args, baseURL, viewport: PHONE, locale: 'en-GB' },
  })
}

const milliseconds = (value: number): string => Math.round(value).toLocaleString('en-US')

function describeTaps(taps: readonly number[]): string[] {
  const sorted = taps.toSorted((a, b) => a - b)
  const median = medianOf(taps)
  const late = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
  return [
    `From the tap on a swap's button to the new balance, by the page's clock: passkey, relay, a block (one a second), indexer. ${taps.length} swaps in a row.`,
    tableOf(
      ['', 'ms', 'reach', 'reached'],
      [
        ['median', milliseconds(median), milliseconds(TAP_REACH_MS), reached(median, TAP_REACH_MS)],
        ['p95', milliseconds(late), milliseconds(TAP_REACH_MS), reached(late, TAP_REACH_MS)],
        ['slowest', milliseconds(sorted.at(-1) ?? Number.NaN), '', ''],
      ],
    ),
  ]
}

function describeWeights(weights: readonly PageWeight[]): string[] {
  const kB = (bytes: number): string => (bytes / 1_000).toFixed(0)
  return [
    'JavaScript of a first visit, cache empty, a member signed in.',
    tableOf(
      ['page', 'kB sent', 'kB run'],
      weights.map(({ path, sent, run }) => [path, kB(sent), kB(run)]),
    ),
  ]
}

function describeScores(scores: readonly LighthouseScores[]): string[] {
  return [
    'Lighthouse, phone profile (slow 4G, a fourth of this CPU), median of 5, a member signed in.',
    tableOf(
      ['page', 'performance', 'reached', 'accessibility', 'reached', 'largest paint, ms', 'blocking, ms'],
      scores.map(({ path, performance, accessibility, paint, blocking }) => [
        path,
        String(performance),
        reached(performance, PERFORMANCE_REACH, true),
        String(accessibility),
        reached(accessibility, ACCESSIBILITY_REACH, true),
        milliseconds(paint),
        milliseconds(blocking),
      ]),
    ),
  ]
}

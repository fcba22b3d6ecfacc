import type { Visitor } from '../../e2e/harness/visitor.ts'

export interface PageWeight {
  path: string
  /** Bytes of JavaScript as they travel, and as they are run. */
  sent: number
  run: number
}

/** What a browser that was never here loads to run a page. */
export async function measureScripts(visitor: Visitor, paths: readonly string[]): Promise<PageWeight[]> {
  const { context } = visitor
  const weights: PageWeight[] = []
  for (const path of paths) {
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Network.enable')
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
    await cdp.send('Network.setBypassServiceWorker', { bypass: true })
    const scripts = new Map<string, { sent: number; run: number }>()
    cdp.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.set(requestId, { sent: 0, run: 0 })
    })
    cdp.on('Network.dataReceived', ({ requestId, dataLength }) => {
      const script = scripts.get(requestId)
      if (script) script.run += dataLength
    })
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const script = scripts.get(requestId)
      if (script) script.sent = encodedDataLength
    })
    await page.goto(path)
    await page.waitForLoadState('networkidle')
    await page.close()
    const all = [...scripts.values()]
    const sum = (pick: (script: { sent: number; run: number }) => number): number =>
      all.reduce((total, script) => total + pick(script), 0)
    weights.push({ path, sent: sum(({ sent }) => sent), run: sum(({ run }) => run) })
  }
  return weights
}

import { join } from 'node:path'

/**
 * `npm run bench` measures everything but the load, `npm run bench -- gas` one part; each writes its table to bench/results. The
 * load, which fills 20 GB of disk and takes most of an hour, is measured when it is named.
 */
const parts: Record<string, () => Promise<void>> = {
  gas: async () => (await import('./gas/run-gas.ts')).runGas(),
  import: async () => (await import('./import/run-import.ts')).runImport(),
  audit: async () => (await import('./audit/run-audit.ts')).runAudit(),
  relay: async () => (await import('./relay/run-relay.ts')).runRelay(),
  portal: runPortal,
  start: async () => (await import('./start/run-start.ts')).runStart(),
  load: async () => (await import('./load/write-load.ts')).runAndWriteLoad(),
}

const ONLY_BY_NAME = new Set(['load'])

/** By its path, since it is checked with the browser's types: see its tsconfig.json. */
async function runPortal(): Promise<void> {
  const path = join(import.meta.dirname, 'portal', 'run-portal.ts')
  const { runPortal: run } = (await import(path)) as { runPortal: () => Promise<void> }
  await run()
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}". There are: ${Object.keys(parts).join(', ')}.`)
  process.exitCode = 2
} else {
  for (const [name, run] of Object.entries(parts)) {
    if (asked.length > 0 ? !asked.includes(name) : ONLY_BY_NAME.has(name)) continue
    console.log(`\n━━ ${name}\n`)
    await run()
  }
}

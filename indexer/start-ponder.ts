import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { SCHEMA } from './books.ts'
import type { Settings } from './settings.ts'

/** Starts Ponder in this process, as its command line would; it serves and follows the chain until a signal ends it. */
export async function startPonder({ INDEXER_PORT, INDEXER_HOST }: Settings): Promise<void> {
  process.env.PONDER_TELEMETRY_DISABLED = '1'
  process.env.NODE_ENV = 'production'
  const place = ['--root', import.meta.dirname, '--schema', SCHEMA]
  const server = ['--port', String(INDEXER_PORT), '--hostname', INDEXER_HOST]
  process.argv = [process.execPath, 'ponder', 'start', ...place, ...server, '--log-level', 'warn']
  // Compiling Ponder takes longer than the rest of a start.
  enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'indexer'))
  // Its command line is no export of the package, but lies beside the one that is.
  await import(new URL('bin/ponder.js', import.meta.resolve('ponder')).href)
  flushCompileCache()
}

/** Loaded before a measured program (`node --import`): writes what the process used when it ends. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const STATUS = '/proc/self/status'

/**
 * Most memory this program ever held, in KiB. Linux counts what the process held before it became this program, that is the
 * memory of whoever started it, into `maxRSS`; `VmHWM` begins anew with the program.
 */
function peakKiB(): number {
  if (!existsSync(STATUS)) return process.resourceUsage().maxRSS
  const [, found] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8')) ?? []
  if (found === undefined) throw new Error(`${STATUS} does not tell the most memory the process held.`)

  return Number(found)
}

const path = process.env['BENCH_USAGE_FILE']
if (path !== undefined) {
  process.on('exit', () => writeFileSync(path, JSON.stringify({ ...process.resourceUsage(), maxRSS: peakKiB() })))
}

/** Loaded before a measured program (`node --import`): writes what the process used when it ends. */
import { writeFileSync } from 'node:fs'

const path = process.env['BENCH_USAGE_FILE']
if (path !== undefined) process.on('exit', () => writeFileSync(path, JSON.stringify(process.resourceUsage())))

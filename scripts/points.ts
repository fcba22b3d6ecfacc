import { processIo } from './cli/io.ts'
import { runPoints } from './cli/run-points.ts'

process.exitCode = await runPoints(process.argv.slice(2), processIo)

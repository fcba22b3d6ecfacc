import { processIo } from './cli/io.ts'
import { runPoints } from './cli/run-points.ts'

// Who reads the output may have seen enough (`points … | head`): nothing went wrong here.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await runPoints(process.argv.slice(2), processIo)

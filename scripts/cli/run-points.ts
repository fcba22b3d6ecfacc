import { CommanderError } from 'commander'
import { commands } from './commands.ts'
import type { Io } from './io.ts'
import { createProgram } from './program.ts'
import { tellFailure } from './tell-failure.ts'

const USAGE = 2

/** Runs one command line and gives its exit code: 0 done, 1 failure, 2 usage, 3 an audit that disagrees. */
export async function runPoints(args: string[], io: Io): Promise<number> {
  const before = process.exitCode
  process.exitCode = undefined
  try {
    const named = args[0] === 'help' ? args[1] : args[0]
    const only = commands.some(({ name }) => name === named) ? named : ''
    const program = await createProgram(io, { only })
    if (args.length === 0) {
      program.outputHelp()
      return 0
    }
    await program.parseAsync(args, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE
    return await tellFailure(error, io)
  } finally {
    process.exitCode = before
  }
}

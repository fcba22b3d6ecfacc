import { ChainError } from '../../chain/errors/chain-error.ts'
import { type Io, homeOf } from './io.ts'
import { readNames } from './names.ts'
import { UsageError } from './usage-error.ts'

/** Says on standard error what happened and what to do, without a stack, and gives the exit code. */
export async function tellFailure(error: unknown, io: Io): Promise<number> {
  const hint = error instanceof ChainError ? error.hint : undefined
  const name = error instanceof ChainError ? await readNames(homeOf(io)) : (text: string): string => text
  io.err(`error: ${name(sentenceOf(error))}\n`)
  if (hint !== undefined) io.err(`       ${name(hint)}\n`)
  if (io.env['POINTS_DEBUG'] && error instanceof Error) io.err(`${error.stack ?? ''}\n${causeOf(error)}`)
  if (error instanceof UsageError) return 2
  const { exitCode } = error as { exitCode?: unknown }
  return typeof exitCode === 'number' && exitCode > 0 ? exitCode : 1
}

function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message === '' ? 'Something failed without saying why. Run it again with POINTS_DEBUG=1.' : message
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? `caused by ${error.cause.stack ?? error.cause.message}\n` : ''
}

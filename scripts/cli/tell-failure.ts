import { ChainError } from '../../chain/errors/chain-error.ts'
import type { Io } from './io.ts'
import { UsageError } from './usage-error.ts'

/** Says on standard error what happened and what to do, without a stack, and gives the exit code. */
export function tellFailure(error: unknown, io: Io): number {
  io.err(`error: ${sentenceOf(error)}\n`)
  const hint = error instanceof ChainError ? error.hint : undefined
  if (hint !== undefined) io.err(`       ${hint}\n`)
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

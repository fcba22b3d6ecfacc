import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { registerLedgerCheck } from './check.ts'
import { registerLedgerShow } from './show.ts'

export function registerLedger(program: Command, io: Io): void {
  const summary = 'See why each point was given, and check the books against themselves and the chain'
  const ledger = program.command('ledger').summary(summary).description(`${summary}.`)
  for (const register of [registerLedgerCheck, registerLedgerShow]) register(ledger, io)
}

import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { registerBalance } from './balance.ts'
import { registerMemberConsent } from './consent.ts'
import { registerMemberErase } from './erase.ts'
import { registerMemberExport } from './export.ts'
import { registerHistory } from './history.ts'
import { registerMemberLink } from './link.ts'
import { registerMemberNew } from './new.ts'

export function registerMember(program: Command, io: Io): void {
  const summary = 'Make member accounts, see balances and histories'
  const member = program
    .command('member')
    .summary(summary)
    .description(`${summary}. A member is an address or the name of a key.`)
  const registers = [
    ...[registerMemberNew, registerBalance, registerHistory, registerMemberLink],
    ...[registerMemberExport, registerMemberConsent, registerMemberErase],
  ]
  for (const register of registers) register(member, io)
}

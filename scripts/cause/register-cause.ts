import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { registerCauseActive } from './active.ts'
import { registerCauseAdd } from './add.ts'
import { registerCauseList } from './list.ts'
import { registerCausePayout } from './payout.ts'
import { registerCauseWithdraw } from './withdraw.ts'

export function registerCause(program: Command, io: Io): void {
  const summary = 'List causes, add them, pay them out'
  const cause = program.command('cause').summary(summary).description(`${summary}. A cause is named by its number.`)
  const parts = [registerCauseAdd, registerCauseList, registerCauseWithdraw, registerCauseActive, registerCausePayout]
  for (const register of parts) register(cause, io)
}

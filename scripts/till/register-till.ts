import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { registerTillAdd } from './add.ts'
import { registerTillList } from './list.ts'
import { registerTillRevoke } from './revoke.ts'

export function registerTill(program: Command, io: Io): void {
  const summary = 'Give the tills of a brand their keys, and take them back'
  const till = program.command('till').summary(summary).description(`${summary}.`)
  for (const register of [registerTillAdd, registerTillList, registerTillRevoke]) register(till, io)
}

import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { registerInboxAdd } from './add.ts'
import { registerInboxList } from './list.ts'
import { registerRetry } from './retry.ts'
import { registerInboxShow } from './show.ts'

export function registerInbox(program: Command, io: Io): void {
  const summary = 'See what shops delivered, and try again what could not be read'
  const inbox = program.command('inbox').summary(summary).description(`${summary}.`)
  for (const register of [registerInboxList, registerInboxShow, registerRetry, registerInboxAdd]) register(inbox, io)
}

import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { registerAlertClose } from './close.ts'
import { registerAlertList } from './list.ts'

export function registerAlert(program: Command, io: Io): void {
  const summary = 'See what somebody has to look at, and close what was looked at'
  const alert = program.command('alert').summary(summary).description(`${summary}.`)
  for (const register of [registerAlertList, registerAlertClose]) register(alert, io)
}

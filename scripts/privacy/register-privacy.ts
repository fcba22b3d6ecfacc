import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { registerRenew } from './renew.ts'
import { registerRequests } from './requests.ts'
import { registerRotate } from './rotate.ts'
import { registerTidy } from './tidy.ts'

export function registerPrivacy(program: Command, io: Io): void {
  const summary = "Rotate the keys of people's data, see what they asked for, forget what was kept too long"
  const privacy = program.command('privacy').summary(summary).description(`${summary}.`)
  for (const register of [registerRequests, registerTidy, registerRotate, registerRenew]) register(privacy, io)
}

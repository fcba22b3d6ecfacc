import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { registerAccessAdd } from './add.ts'
import { registerAccessList } from './list.ts'
import { registerAccessLog } from './log.ts'
import { registerAccessRevoke } from './revoke.ts'
import { registerAccessRotate } from './rotate.ts'
import { registerAccessVerify } from './verify.ts'

export function registerAccess(program: Command, io: Io): void {
  const summary = 'Say who may do what for a brand, and see who did what'
  const access = program.command('access').summary(summary).description(`${summary}.`)
  const keys = [registerAccessAdd, registerAccessList, registerAccessRevoke, registerAccessRotate]
  for (const register of [...keys, registerAccessLog, registerAccessVerify]) register(access, io)
}

import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { registerKeyList } from './list.ts'
import { registerKeyNew } from './new.ts'

export function registerKey(program: Command, io: Io): void {
  const key = program
    .command('key')
    .summary('Make and list keys')
    .description(
      'Make and list keys. They are encrypted files in $POINTS_HOME/keys; the passphrase is POINTS_PASSPHRASE or the file beside them.',
    )
  registerKeyNew(key, io)
  registerKeyList(key, io)
}

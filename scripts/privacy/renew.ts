import type { Command } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { renewKeysOf } from '../../service/people/renew-key.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'
import { type PersonOptions, withPerson, withPersonIn } from '../member/people.ts'

export function registerRenew(privacy: Command, io: Io): void {
  const command = withAnswerOptions(
    withPerson(
      privacy
        .command('renew')
        .description('Give one member a new key of their own, and seal what is kept of them with it.'),
    ),
  )
  withExample(command, 'points privacy renew --brand cafe --member 12')
  command.action(async (options: AnswerOptions & PersonOptions) => {
    const renewed = await withPersonIn(io, options, (desk, person) => renewKeysOf(desk, person, CLI))
    printFacts(io, options, { renewed })
  })
}

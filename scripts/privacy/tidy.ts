import type { Command } from 'commander'
import { openPeopleDesk } from '../../service/people/people-desk.ts'
import { tidyPeople } from '../../service/people/tidy.ts'
import { withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'

export function registerTidy(privacy: Command, io: Io): void {
  const command = withAnswerOptions(
    privacy
      .command('tidy')
      .description(
        'Forget what was kept longer than its kind is kept (docs/privacy.md), as the service does once a day. Prints how many of each kind.',
      )
      .option('--dry-run', 'only count'),
  )
  withExample(command, 'points privacy tidy --dry-run')
  command.action(async (options: AnswerOptions & { dryRun?: boolean }) => {
    const dryRun = options.dryRun === true
    const counts = await withBooks(io, async (books) => tidyPeople(await openPeopleDesk(books), { dryRun }))
    printFacts(io, options, { ...counts, dryRun })
  })
}

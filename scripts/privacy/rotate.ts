import type { Command } from 'commander'
import { openPeopleDesk } from '../../service/people/people-desk.ts'
import { sealOldContacts } from '../../service/people/renew-key.ts'
import { rotateMasters } from '../../service/people/rotate-masters.ts'
import { withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'

export function registerRotate(privacy: Command, io: Io): void {
  const command = withAnswerOptions(
    privacy
      .command('rotate')
      .description(
        "Make a new master key and wrap every member's own key with it; the old one is destroyed once nothing uses it. The service goes on meanwhile; cut off, run it again.",
      ),
  )
  withExample(command, 'points privacy rotate')
  command.action(async (options: AnswerOptions) => {
    const facts = await withBooks(io, async (books) => {
      const desk = await openPeopleDesk(books)
      let sealed = 0
      for (;;) {
        const count = await sealOldContacts(desk.database, desk)
        if (count === 0) break
        sealed += count
      }
      const { destroyed, ...rotation } = await rotateMasters(desk.database, desk.masters)
      return { ...rotation, destroyed: destroyed.join(', '), sealedAnew: sealed }
    })
    printFacts(io, options, facts)
  })
}

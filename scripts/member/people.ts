import { Option, type Command } from 'commander'
import type { PeopleDesk } from '../../service/people/people-desk.ts'
import { openPeopleDesk } from '../../service/people/people-desk.ts'
import { findPerson, type Person } from '../../service/people/find-person.ts'
import { parseCode } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { UsageError } from '../cli/usage-error.ts'

export type PersonOptions = { brand: string; member: string }

/** Whom a command is about. Personal values come on standard input: command lines are kept in histories. */
export const withPerson = (command: Command): Command =>
  command
    .requiredOption('--brand <code>', 'brand whose member it is', parseCode)
    .addOption(
      new Option(
        '--member <member>',
        'number, name in the books, account or claim address; - reads an e-mail address, phone or card number from standard input',
      ).makeOptionMandatory(),
    )

/** Does something with a person of the books, without asking the chain. */
export async function withPersonIn<result>(
  io: Io,
  { brand, member }: PersonOptions,
  work: (desk: PeopleDesk, person: Person) => Promise<result>,
): Promise<result> {
  const id = await idOf(io, member)
  return withBooks(io, async (books) => {
    const brandId = await brandInBooks(books, brand)
    const desk = await openPeopleDesk(books)
    return work(desk, await findPerson(desk, { brandId, brand }, id))
  })
}

export async function idOf(io: Io, member: string): Promise<string> {
  if (member !== '-') return member
  const text = ((await io.read?.()) ?? '').trim()
  if (text !== '') return text
  throw new UsageError('Nothing came on standard input. Give one e-mail address, phone or card number there.')
}

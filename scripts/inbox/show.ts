import type { Command } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { recordAct } from '../../service/access/record-act.ts'
import { openBody } from '../../service/intake/open-body.ts'
import { type InboxRow, findDelivery } from '../../service/intake/read-inbox.ts'
import { openCheckedVault } from '../../service/keys/key-check.ts'
import { parseCount } from '../cli/arguments.ts'
import { type Books, withBooks } from '../cli/books.ts'
import { type Facts, formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { describeDelivery } from './describe.ts'

export function registerInboxShow(inbox: Command, io: Io): void {
  const command = inbox
    .command('show')
    .description('Show what is known of a delivery. Nothing of what stood in it, unless --body asks for it.')
    .argument('<id>', 'its number: points inbox list', parseCount)
    .option('--body', 'print the body too: it may hold personal data')
  withExample(withAnswerOptions(command), 'points inbox show 17', 'points inbox show 17 --body')
  command.action(async (id: bigint, options: AnswerOptions & { body?: boolean }) => {
    const { row, body } = await withBooks(io, async ({ database, home }) => {
      const found = await findDelivery(database, id)
      if (!found) throw new Error(`There is no delivery ${id}. \`points inbox list\` shows them.`)
      if (!options.body) return { row: found, body: undefined }
      const { brandId } = found
      // Told before it is shown.
      await database.begin((sql) =>
        recordAct(sql, { brandId, actor: CLI, act: 'inbox.show-body', subject: id.toString(), at: new Date() }),
      )
      return { row: found, body: await bodyOf({ database, home }, found) }
    })
    const facts = describeDelivery(row)
    printAnswer(io, options, { ...facts, ...(body === undefined ? {} : { body }) }, () => {
      return formatFacts(facts as Facts) + (body === undefined ? '' : `\n${body}\n`)
    })
  })
}

async function bodyOf({ database, home }: Books, row: InboxRow): Promise<string> {
  const { body, ...place } = row
  if (body === null) throw new Error(`The body of delivery ${row.id} is not kept any more: it was ${row.status}.`)
  return openBody(await openCheckedVault(database, home), { ...place, body }).toString('utf8')
}

import type { Command } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { closeAlertsBy } from '../../service/access/alert-acts.ts'
import { CLOSED_BY_HAND } from '../../service/intake/close-alerts.ts'
import { parseCode, parseCount } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'

export function registerAlertClose(alert: Command, io: Io): void {
  const command = alert
    .command('close')
    .description(
      `Close alerts that were looked at: ${CLOSED_BY_HAND.join(', ')}. All others close by themselves once they are over.`,
    )
    .argument('<ids...>', 'their numbers: points alert list', collectIds)
    .requiredOption('--brand <code>', 'brand they are of', parseCode)
  withExample(withAnswerOptions(command), 'points alert close 17 --brand cafe')
  command.action(async (ids: bigint[], options: AnswerOptions & { brand: string }) => {
    const closed = await withBooks(io, async (books) => {
      const by = { brandId: await brandInBooks(books, options.brand), actor: CLI, at: new Date() }
      return closeAlertsBy(books.database, by, ids)
    })
    const left = new Set(ids).size - closed.length
    if (left > 0) {
      io.err(
        `${left} of these are no open alerts of ${options.brand} that are closed by hand: ` +
          'points alert list shows them, and docs/ledger.md what ends them.\n',
      )
      process.exitCode = 1
    }
    printFacts(io, options, { brand: options.brand, closed: closed.length })
  })
}

const collectIds = (text: string, before: bigint[] | undefined): bigint[] => [...(before ?? []), parseCount(text)]

import type { Command } from 'commander'
import { formatPoints } from '../../chain/codec/points.ts'
import { readEntries, type ShownEntry } from '../../service/ledger/read-entries.ts'
import { parseCode, parseId } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { formatTable } from '../cli/table.ts'
import { UsageError } from '../cli/usage-error.ts'

type ShowOptions = AnswerOptions & { brand: string; member?: string; order?: string; last: number }

export function registerLedgerShow(ledger: Command, io: Io): void {
  const command = withAnswerOptions(
    ledger
      .command('show')
      .description('Show what the ledger booked for a member or an order, and why.')
      .requiredOption('--brand <code>', 'brand whose ledger is shown', parseCode)
      .option('--member <member>', "a member's number, name in the books, account or claim address")
      .option('--order <id>', "the shop's own name of an order")
      .option('--last <count>', 'so many entries, the newest ones', parseId, 50),
  )
  withExample(command, 'points ledger show --brand cafe --member 12', 'points ledger show --brand cafe --order A-1042')
  command.action(async (options: ShowOptions) => {
    const { member, order, last } = options
    if ((member === undefined) === (order === undefined)) throw new UsageError('Give either --member or --order.')
    const entries = await withBooks(io, async (books) => {
      const brandId = await brandInBooks(books, options.brand)
      return readEntries(books.database, brandId, { member, order, last })
    })
    printAnswer(io, options, entries.map(describe), () => tell(entries))
  })
}

function describe({ entry, points, sequence, happenedAt, ...rest }: ShownEntry) {
  return {
    entry: entry.toString(),
    ...rest,
    points: formatPoints(points),
    batch: sequence?.toString() ?? null,
    happenedAt: happenedAt.toISOString(),
  }
}

function tell(entries: readonly ShownEntry[]): string {
  if (entries.length === 0) return 'Nothing is booked for it.\n'
  const rows = entries.map((each) => {
    const { happenedAt, member, order, kind, points, batch, source } = describe(each)
    return {
      when: happenedAt,
      member: String(member),
      order: order ?? '–',
      what: kind,
      points,
      batch: batch ?? '–',
      source,
    }
  })
  return formatTable(rows, { right: ['points', 'batch', 'member'] })
}

import type { Command } from 'commander'
import { readLog } from '../../service/access/read-log.ts'
import { parseCount, parseId } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { formatTable } from '../cli/table.ts'
import { type BrandOptions, withBrand } from '../shop/options.ts'
import { describeEntry } from './describe-entry.ts'

type LogOptions = BrandOptions & { before?: bigint; limit: number }

export function registerAccessLog(access: Command, io: Io): void {
  const command = access
    .command('log')
    .description(
      'Show who did what for a brand: every administrative act, and what was refused for its role. The newest first.',
    )
    .option('--before <number>', 'only older ones than this', parseCount)
    .option('--limit <count>', 'how many', parseId, 50)
  withAnswerOptions(withBrand(command))
  withExample(command, 'points access log --brand cafe')
  command.action(async (options: LogOptions) => {
    const { before, limit } = options
    const entries = await withBooks(io, async (books) => {
      const brandId = await brandInBooks(books, options.brand)
      return (await readLog(books.database, { brandId, before, limit })).map(describeEntry)
    })
    printAnswer(io, options, entries, () => {
      if (entries.length === 0) return 'Nothing was recorded yet.\n'
      const rows = entries.map(({ sequence, at, actor, role, act, subject, detail }) => {
        const who = role === null ? actor : `${actor} (${role})`
        return { no: sequence, at, who, act, subject, detail: JSON.stringify(detail) }
      })
      return formatTable(rows, { right: ['no'] })
    })
  })
}

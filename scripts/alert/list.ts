import type { Command } from 'commander'
import { listAlerts } from '../../service/intake/alerts.ts'
import { parseCode } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { formatTable } from '../cli/table.ts'

export function registerAlertList(alert: Command, io: Io): void {
  const command = alert
    .command('list')
    .description('List what somebody has to look at, the oldest first.')
    .option('--brand <code>', 'only what is of this brand', parseCode)
  withExample(withAnswerOptions(command), 'points alert list --brand cafe')
  command.action(async (options: AnswerOptions & { brand?: string }) => {
    const alerts = await withBooks(io, async (books) => {
      const brand = options.brand === undefined ? {} : { brandId: await brandInBooks(books, options.brand) }
      return listAlerts(books.database, brand)
    })
    const rows = alerts.map(({ id, brand, kind, subject, detail, firstAt, lastAt, times }) => ({
      ...{ id: id.toString(), brand, kind, subject, detail },
      ...{ firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString(), times },
    }))
    printAnswer(io, options, rows, () => {
      if (rows.length === 0) return 'Nothing has to be looked at.\n'
      const shown = rows.map(({ id, brand, kind, subject, detail, firstAt, times }) => ({
        ...{ id, alert: subject === '' ? kind : `${kind} ${subject}`, brand: brand ?? '–' },
        ...{ since: firstAt, times: String(times), detail: JSON.stringify(detail) },
      }))
      return formatTable(shown, { right: ['id', 'times'] })
    })
  })
}
